import { useText } from '~/i18n/locale'

/** The way from a page to the form in which administrators correct it. */
export function EditLink({ href }: { href: string }) {
  return (
    <p>
      <a href={href}>{useText()('admin.edit')}</a>
    </p>
  )
}
