import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { viewerOf } from '~/features/members/viewer.server'
import { messagePageFor } from '~/features/peer-sessions/message-page.server'
import { ownLinksIn } from '~/features/peer-sessions/own-links'
import { MessageActs } from '~/features/peer-sessions/ui/message-acts'
import { MessageLine } from '~/features/peer-sessions/ui/messages'
import { Composer } from '~/features/peer-sessions/ui/room'
import { cardsFor } from '~/features/search/cards.server'
import { useText } from '~/i18n/locale'
import { newId } from '~/lib/ids'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.marks.onePage')

/** One message with all that can be done to it: the way without scripts. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request)
  const { source: _, ...page } = await messagePageFor(viewer, params.id ?? '', params.messageId ?? '')
  const cards = await cardsFor(viewer, ownLinksIn(page.message.body, new URL(request.url).origin))
  return { ...page, cards: [...cards.values()], clientId: newId() }
}

export default function OneMessage() {
  const { session, message, place, can, cards, clientId } = useLoaderData<typeof loader>()
  const t = useText()
  const isOwn = message.clientId !== undefined
  return (
    <Page
      title={t('peerSessions.marks.pageTitle', { number: message.number })}
      lead={
        <p>
          <a href={place}>
            <UserText>{session.title}</UserText>
          </a>
        </p>
      }
    >
      <ul className="messages">
        <MessageLine
          sessionId={session.id}
          message={message}
          cards={cards}
          me={isOwn ? message.author.id : undefined}
          from={Number.MAX_SAFE_INTEGER}
        />
      </ul>
      <MessageActs session={session} message={message} can={can} />
      {can.moderate && (
        <p>
          <a href={`/sessions/${session.id}/participants/${message.author.id}`} data-user-text="">
            {t('peerSessions.moderation.decideAbout', { name: message.author.name })}
          </a>
        </p>
      )}
      {can.answer && (
        <section aria-labelledby="answer">
          <h2 id="answer">{t('peerSessions.marks.answer')}</h2>
          <Composer sessionId={session.id} clientId={clientId} replyTo={message.id} />
        </section>
      )}
    </Page>
  )
}
