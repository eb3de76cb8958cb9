import { listFile } from '~/features/exports/export-routes.server'

export const loader = listFile('lessons', 'md')
