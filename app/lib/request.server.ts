import { AsyncLocalStorage } from 'node:async_hooks'

type Store = { memo: Map<string, unknown>; address: string; cookies: string[]; headers: Map<string, string> }
const requests = new AsyncLocalStorage<Store>()

/** Runs the handling of one request, which knows where it comes from and looks each thing up once. */
export async function handlingRequest(address: string, work: () => Promise<Response>): Promise<Response> {
  const store: Store = { memo: new Map(), address, cookies: [], headers: new Map() }
  const response = await requests.run(store, work)
  for (const [name, value] of store.headers) response.headers.set(name, value)
  for (const cookie of store.cookies) response.headers.append('Set-Cookie', cookie)
  return response
}

/** Computes something once for the request that is being handled; outside a request, each time. */
export function onceFor<T>(name: string, compute: () => Promise<T>): Promise<T> {
  const memo = requests.getStore()?.memo
  if (!memo) return compute()
  if (!memo.has(name)) memo.set(name, compute())
  return memo.get(name) as Promise<T>
}

/** The network address that the request being handled comes from. */
export const requestAddress = (): string => requests.getStore()?.address ?? 'unknown'

/** Sets a header of the answer to the request being handled, whatever route answers it. */
export const answerWithHeader = (name: string, value: string): void =>
  void requests.getStore()?.headers.set(name, value)

/** Adds a cookie to the answer of the request being handled, whatever route answers it. */
export const answerWithCookie = (cookie: string): void => void requests.getStore()?.cookies.push(cookie)
