import { useId, useState, type KeyboardEvent, type Ref } from 'react';
import { SendHorizontal } from 'lucide-react';
import type { ChatControls } from '../../bus/room-host.ts';
import type { NotSaid } from '../../core/chat/chat.ts';
import { bytesOf, cleanLine, LINE_BYTES } from '../../core/chat/line.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import styles from './Composer.module.css';
import { notSaidWords, tooLongWords } from './words.ts';
import { t } from '../i18n/language.ts';

interface ComposerProps {
  readonly chat: ChatControls;
  readonly disabled: boolean;
  readonly ref: Ref<HTMLTextAreaElement>;
}

/** Where one writes. What is typed stays until it is said. */
export function Composer({ chat, disabled, ref }: ComposerProps) {
  const [text, setText] = useState(() => chat.getDraft());
  const [refused, setRefused] = useState<NotSaid | null>(null);
  const problemId = useId();
  const bytes = bytesOf(cleanLine(text));
  const problem = bytes > LINE_BYTES ? tooLongWords(bytes) : refused && notSaidWords(refused);

  function type(next: string): void {
    setText(next);
    setRefused(null);
    chat.keepDraft(next);
  }

  async function send(): Promise<void> {
    const why = await chat.say(text);
    if (why) return setRefused(why);
    // What was typed meanwhile is another line.
    setText((now) => (now === text ? '' : now));
    if (chat.getDraft() === text) chat.keepDraft('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Enter also takes what an input method has composed.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!event.repeat) void send();
  }

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className={styles.row}>
        <textarea
          ref={ref}
          className={styles.field}
          dir="auto"
          rows={1}
          value={text}
          disabled={disabled}
          placeholder={t('chat.placeholder')}
          aria-label={t('chat.field')}
          aria-describedby={problemId}
          aria-invalid={Boolean(problem)}
          title={t('chat.keys')}
          onChange={({ target }) => type(target.value)}
          onKeyDown={onKeyDown}
          data-testid="chat-field"
        />
        <IconButton
          label={t('chat.send')}
          tip={false}
          type="submit"
          look="accent"
          disabled={disabled || text.trim() === ''}
          icon={<SendHorizontal aria-hidden="true" />}
          data-testid="chat-send"
        />
      </div>
      <output id={problemId} className={styles.problem} data-testid="chat-problem">
        {problem}
      </output>
    </form>
  );
}
