import { isRefusal, type Refusal } from '#lib/refusal.ts'

/** The answer, or the "no" as a value, for pages that keep what was typed and say why. */
export async function orRefusal<T>(answer: Promise<T>): Promise<T | Refusal> {
  try {
    return await answer
  } catch (thrown) {
    if (isRefusal(thrown)) return thrown
    throw thrown
  }
}
