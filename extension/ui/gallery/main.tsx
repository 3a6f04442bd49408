import { createRoot } from 'react-dom/client';
import { STATES } from './states.tsx';

/** Shows the state that `?state=` names, or links to all of them. The picture script reads `window.gallery`. */
const root = createRoot(document.querySelector('#root')!);
const wanted = new URLSearchParams(location.search).get('state');
const state = STATES.find(({ name }) => name === wanted);

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
