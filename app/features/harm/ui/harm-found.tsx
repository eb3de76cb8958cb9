import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import type { HarmPlace, HarmReport } from '../check-harm.server'

const fields = [
  'title',
  'body',
  'purpose',
  'agenda',
  'summary',
  'planned',
  'observation',
  'discussion',
  'conclusion',
  'recommendation',
  'holdsWhen',
  'what',
  'with',
  'result',
  'change',
] as const

/**
 * What the check found in a form that came back, inside the form: the places, why each matters, and the two ways on.
 * Without it the form is as it was.
 */
export function HarmFound({
  found,
  maskable = true,
  confirmWith = 'button',
}: {
  found?: HarmReport | null
  maskable?: boolean
  /** A box to tick, where the form has several ways of being sent. */
  confirmWith?: 'button' | 'checkbox'
}) {
  const t = useText()
  if (!found) return null
  const { digest, count, places, confirmable, waits } = found
  return (
    <section className="notice harm-found" aria-labelledby="harm-found">
      <h2 id="harm-found">{t('harm.found.title')}</h2>
      <p>{t('harm.found.lead', { count })}</p>
      <ul>
        {places.map((place, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the places of one text keep their order
          <Place key={`${index}-${place.kind}`} place={place} />
        ))}
      </ul>
      <p>{t(confirmable ? 'harm.found.advice' : 'harm.found.adviceOpen')}</p>
      <p className="actions">
        {maskable && (
          <Button name="intent" value="mask" kind="plain" formNoValidate>
            {t('harm.found.mask')}
          </Button>
        )}
        {confirmable && confirmWith === 'button' && (
          <Button name="harmConfirmed" value={digest} kind="plain">
            {t('harm.found.confirm')}
          </Button>
        )}
      </p>
      {confirmable && confirmWith === 'checkbox' && (
        <label className="choice">
          <input type="checkbox" name="harmConfirmed" value={digest} />
          <span>
            {t('harm.found.confirmBox')} <span className="hint">{t('harm.found.confirmReviewed')}</span>
          </span>
        </label>
      )}
      {maskable && <p className="hint">{t('harm.found.maskHint')}</p>}
      {confirmable && waits && <p className="hint">{t('harm.found.confirmHeld')}</p>}
    </section>
  )
}

/** What was found in something that is reviewed; nothing where nothing was. */
export function HarmPlaces({ places, title }: { places: HarmPlace[]; title: string }) {
  if (places.length === 0) return null
  return (
    <section className="notice" aria-labelledby="harm-places">
      <h2 id="harm-places">{title}</h2>
      <ul>
        {places.map((place, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the places of one text keep their order
          <Place key={`${index}-${place.kind}`} place={place} />
        ))}
      </ul>
    </section>
  )
}

function Place({ place: { field, kind, before, found, after } }: { place: HarmPlace }) {
  const t = useText()
  const name = fields.find((one) => one === field) ?? 'other'
  return (
    <li>
      <strong>{t(`harm.kinds.${kind}`)}</strong>{' '}
      <span className="muted">{t('harm.found.where', { field: t(`harm.fields.${name}`) })}</span>
      <br />
      <span dir="auto" data-user-text="">
        {before && '…'}
        {before}
        <mark>{found}</mark>
        {after}
        {after && '…'}
      </span>
      <br />
      <span className="hint">{t(`harm.why.${kind}`)}</span>
    </li>
  )
}

/** Says that the places of a form were masked. */
export function HarmMasked({ when }: { when?: boolean }) {
  const t = useText()
  return when ? <p role="status">{t('harm.found.masked')}</p> : null
}
