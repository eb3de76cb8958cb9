import type { HarmReport } from '~/features/harm/check-harm.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { useText } from '~/i18n/locale'
import type { FormErrors, FormValues } from '~/lib/forms'
import { Draft } from '~/ui/draft'
import { Button, ClientId, TextArea, typed } from '~/ui/form'
import { UserText } from '~/ui/user-text'
import type { Quote } from '../queries.server'

/**
 * The form of a reply. It shows what it answers, with a way to answer the whole thread instead.
 * @param dropHref the page of the form without what it answers
 */
export function ReplyForm({
  threadId,
  clientId,
  answers,
  dropHref,
  errors,
  values,
  harm,
  masked,
}: {
  threadId: string
  clientId: string
  answers: Quote | null
  dropHref: string
  errors?: FormErrors
  values?: FormValues
  harm?: HarmReport | null
  masked?: boolean
}) {
  const t = useText()
  return (
    <Draft name={`reply:${threadId}`}>
      <form method="post" action={`/threads/${threadId}/posts`}>
        <HarmFound found={harm} />
        <HarmMasked when={masked} />
        {answers && (
          <>
            <p className="quote" id="replyTo">
              <a href={answers.href}>
                {t('threads.reply.answers', { number: answers.number, author: answers.author })}
              </a>{' '}
              <UserText>{answers.excerpt}</UserText>
            </p>
            <p>
              <a href={dropHref}>{t('threads.reply.drop')}</a>
            </p>
            <input type="hidden" name="replyTo" value={answers.id} />
          </>
        )}
        <ClientId value={errors?.clientId ? clientId : typed(values, 'clientId', clientId)} />
        <TextArea
          name="body"
          label={t('threads.reply.body')}
          hint={t('threads.reply.hint', { markdown: t('site.form.markdown') })}
          error={errors?.body}
          value={typed(values, 'body')}
          rows={6}
          required
        />
        <Button>{t('threads.reply.send')}</Button>
      </form>
    </Draft>
  )
}
