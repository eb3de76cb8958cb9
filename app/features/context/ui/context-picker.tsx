import { useText } from '~/i18n/locale'
import type { Message } from '~/i18n/translate'
import { Island } from '~/ui/island'
import { UserText } from '~/ui/user-text'
import { type ContextItem, contextKinds, type Picker } from '../context'

/**
 * The field of a form in which a member says what a thread, lesson or session is about. Without scripts: a search that
 * comes back with the form (`intent=context`), and ticks. With them the same field becomes a combobox with chips.
 */
export function ContextPicker({
  picker: { selected, found, query },
  error,
  action = '#context',
}: {
  picker: Picker
  error?: Message
  /** Where the search goes: back to the page itself unless the form is sent elsewhere. */
  action?: string
}) {
  const t = useText()
  const described = ['context-hint', error && 'context-error'].filter(Boolean).join(' ')
  return (
    <Island name="context-picker" props={{ texts: islandTexts(t) }}>
      <fieldset
        className={error ? 'field field-wrong context-picker' : 'field context-picker'}
        id="context"
        aria-describedby={described}
      >
        <legend>{t('context.picker.legend')}</legend>
        <p className="hint" id="context-hint">
          {t('context.picker.hint')}
        </p>
        {error && (
          <p className="error" id="context-error">
            {t(error.key, error.params)}
          </p>
        )}
        <div className="context-chosen" data-chosen="" hidden={selected.length === 0}>
          <p className="hint" data-chosen-hint="">
            {t('context.picker.chosen')}
          </p>
          <ul className="chips">
            {selected.map((item) => (
              <li key={`${item.kind} ${item.key}`} className="chip">
                <Tick item={item} checked />
              </li>
            ))}
          </ul>
        </div>
        <div className="context-search">
          <label htmlFor="contextQuery">{t('context.picker.search')}</label>
          <p className="hint" id="contextQuery-hint">
            {t('context.picker.searchHint')}
          </p>
          <input type="hidden" name="contextSearched" value={query} />
          <div className="context-search-line">
            <input
              id="contextQuery"
              name="contextQuery"
              type="search"
              dir="auto"
              maxLength={100}
              defaultValue={query}
              aria-describedby="contextQuery-hint"
            />
            <button
              type="submit"
              className="button button-plain"
              name="intent"
              value="context"
              formNoValidate
              formAction={action}
            >
              {t('context.picker.find')}
            </button>
          </div>
        </div>
        {found && <Found items={found} query={query} />}
      </fieldset>
    </Island>
  )
}

function Found({ items, query }: { items: ContextItem[]; query: string }) {
  const t = useText()
  if (items.length === 0) {
    return (
      <p role="status" data-found="">
        {t('context.picker.foundNothing', { query })}
      </p>
    )
  }
  return (
    <div className="context-found" data-found="">
      <p role="status">{t('context.picker.found')}</p>
      {contextKinds.map((kind) => {
        const group = items.filter((item) => item.kind === kind)
        return group.length === 0 ? null : (
          <fieldset key={kind}>
            <legend>{t(`context.groups.${kind}`)}</legend>
            {group.map((item) => (
              <Tick key={item.key} item={item} />
            ))}
          </fieldset>
        )
      })}
    </div>
  )
}

function Tick({ item: { kind, key, label, about }, checked }: { item: ContextItem; checked?: boolean }) {
  return (
    <label className="choice">
      <input type="checkbox" name={kind} value={key} defaultChecked={checked} data-label={label} />
      <span>
        <UserText>{label}</UserText>
        {about && (
          <span className="muted">
            {' · '}
            <UserText>{about}</UserText>
          </span>
        )}
      </span>
    </label>
  )
}

/** What the island says, from the catalogue; it fills {number} and {label} in. */
function islandTexts(t: ReturnType<typeof useText>) {
  const label = '{label}'
  return {
    remove: t('context.picker.remove', { label }),
    suggestions: t('context.picker.suggestions'),
    status: t('context.picker.status', { number: '{number}' }),
    nothing: t('context.picker.nothing'),
    added: t('context.picker.added', { label }),
    removed: t('context.picker.removed', { label }),
    failed: t('context.picker.failed'),
    kinds: Object.fromEntries(contextKinds.map((kind) => [kind, t(`context.kinds.${kind}`)])),
  }
}

/** The texts that the island is handed. */
export type PickerTexts = ReturnType<typeof islandTexts>
