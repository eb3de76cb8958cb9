import { itemFile } from '~/features/exports/export-routes.server'

export const loader = itemFile('lessons', 'json')
