import { createRoot } from 'react-dom/client';
import { speak } from '../i18n/language.ts';
import { STATES } from './states.tsx';

/** Shows the state that `?state=` names, in English or the `?language=`, or links to all of them. The picture script reads `window.gallery`. */
const root = createRoot(document.querySelector('#root')!);
const query = new URLSearchParams(location.search);
const wanted = query.get('state');
const state = STATES.find(({ name }) => name === wanted);

await speak(query.get('language') ?? 'en');
Object.assign(window, { gallery: STATES.map(({ name, kind, does }) => ({ name, kind, does })) });

root.render(
  state ? (
    state.render()
  ) : (
    <ul>
      {STATES.map(({ name }) => (
        <li key={name}>
          <a href={`?state=${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  ),
);
