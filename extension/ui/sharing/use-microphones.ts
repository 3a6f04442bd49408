import { useEffect, useState } from 'react';
import { readMicrophones, watchMicrophones, type Microphones } from '../../bus/microphones.ts';

/** The microphones of this computer, followed; null until they are known. */
export function useMicrophones(): Microphones | null {
  const [microphones, setMicrophones] = useState<Microphones | null>(null);
  useEffect(() => {
    const read = () => void readMicrophones().then(setMicrophones);
    read();
    return watchMicrophones(read);
  }, []);
  return microphones;
}
