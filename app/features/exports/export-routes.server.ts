import type { LoaderFunctionArgs } from '@remix-run/node'
import { viewerOf } from '~/features/members/viewer.server'
import { exportItem } from './export-item.server'
import { exportList } from './export-list.server'
import type { ExportNoun, ItemEnding, ListEnding } from './records'

/** The loader of a list's file, such as `/lessons.csv?crisisType=flood`. */
export const listFile =
  (noun: ExportNoun, ending: ListEnding) =>
  async ({ request }: LoaderFunctionArgs) =>
    exportList(await viewerOf(request), noun, ending, request)

/** The loader of a thing's file, such as `/lessons/:id.bib`. */
export const itemFile =
  (noun: ExportNoun, ending: ItemEnding) =>
  async ({ request, params }: LoaderFunctionArgs) =>
    exportItem(await viewerOf(request), noun, params.id ?? params.slug ?? '', ending, request)
