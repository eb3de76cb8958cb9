import type { Viewer } from '~/features/members/viewer'
import { mentionsIn } from '~/features/peer-sessions/mentions'
import { mentionable } from '~/features/peer-sessions/mentions.server'
import { insightsForHarvest } from '~/features/peer-sessions/message-queries.server'
import { translate } from '~/i18n/translate'

const t = translate('en')

/**
 * The insights of a session as quotes in Markdown, for the observation of a lesson. Nobody is named: neither who said them
 * nor whom they mention.
 * @returns '' where there are none, or where the session's label keeps what is said
 */
export async function insightQuotes(viewer: Viewer, sessionId: string): Promise<string> {
  const insights = await insightsForHarvest(viewer, sessionId)
  if (insights.length === 0) return ''
  const people = await mentionable(sessionId)
  const somebody = t('peerSessions.neutral.somebody')
  const quotes = insights.map((body) => quoted(mentionsIn(body, people, () => somebody).text))
  return [t('peerSessions.marks.harvested'), ...quotes].join('\n\n')
}

const quoted = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
