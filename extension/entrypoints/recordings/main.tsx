import { createRoot } from 'react-dom/client';
import { createRecordingShelf } from '../../bus/recordings.ts';
import { openSettingsSource } from '../../bus/settings-source.ts';
import { followLanguage } from '../../ui/i18n/follow-language.ts';
import { RecordingsApp } from '../../ui/recording/RecordingsApp.tsx';

await followLanguage(await openSettingsSource());

createRoot(document.querySelector('#root')!).render(<RecordingsApp shelf={createRecordingShelf()} />);
