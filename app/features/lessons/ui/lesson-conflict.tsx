import type { ContextItem } from '~/features/context/context'
import { ContextLinks } from '~/features/context/ui/context-links'
import { useText } from '~/i18n/locale'
import type { Translate } from '~/i18n/translate'
import type { LessonContent } from '../lesson'

export type LessonConflictView = {
  fields: { name: Exclude<keyof LessonContent, 'context'>; saved: string; yours: string }[]
  /** What the saved lesson is about, where it differs. */
  savedContext: ContextItem[] | null
}

/** What was saved meanwhile beside what the author was about to save. */
export function LessonConflict({ conflict: { fields, savedContext } }: { conflict: LessonConflictView }) {
  const t = useText()
  return (
    <section className="notice" role="alert" aria-labelledby="conflict">
      <h2 id="conflict">{t('lessons.conflict.title')}</h2>
      <p>{t('lessons.conflict.lead')}</p>
      {fields.map(({ name, saved, yours }) => (
        <div key={name}>
          <h3>{t(`lessons.fields.${name}`)}</h3>
          <div className="side-by-side">
            <Version title={t('lessons.conflict.saved')} text={inWords(t, name, saved)} />
            <Version title={t('lessons.conflict.yours')} text={inWords(t, name, yours)} />
          </div>
        </div>
      ))}
      {savedContext && (
        <>
          <h3>{t('context.title')}</h3>
          <p className="muted">{t('lessons.conflict.saved')}</p>
          {savedContext.length > 0 ? <ContextLinks items={savedContext} /> : <p>{t('lessons.conflict.nothing')}</p>}
        </>
      )}
    </section>
  )
}

function Version({ title, text }: { title: string; text: string }) {
  const t = useText()
  return (
    <div>
      <p className="muted">{title}</p>
      {text ? (
        <p className="as-typed" dir="auto" data-user-text="">
          {text}
        </p>
      ) : (
        <p>{t('lessons.conflict.nothing')}</p>
      )}
    </div>
  )
}

function inWords(t: Translate, name: keyof LessonContent, value: string) {
  if (name === 'sourceKind') return t(`lessons.sourceKinds.${value as LessonContent['sourceKind']}`)
  if (name === 'attribution') return t(`lessons.attributions.${value as LessonContent['attribution']}`)
  return value
}
