import { Button, Buttons } from '#sites/ui/parts/button.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { useView } from '#sites/ui/view.ts'
import { wordsOf } from './words.ts'

/** Two ways on, both one press: nothing is corrected behind anybody's back. */
export function DidYouMean({ suggestion }: { suggestion: string }) {
  const { locale } = useView()
  const words = wordsOf(locale)
  return (
    <Notice tone="warning" title={words.didYouMean(suggestion)}>
      <Buttons>
        <Button name="use" value="suggestion">
          {words.useSuggestion(suggestion)}
        </Button>
        <Button kind="quiet" name="use" value="typed">
          {words.keepTyped}
        </Button>
      </Buttons>
    </Notice>
  )
}
