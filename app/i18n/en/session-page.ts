export const sessionPage = {
  parts: 'Parts of this session',
}
