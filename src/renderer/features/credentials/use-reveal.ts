import { useCallback, useEffect, useState } from 'react';
import type { AppEvent } from '../../../protocol/events.ts';
import { useAppEvents } from '../../client/events.tsx';
import { type SecretCommand, useSecretCommand } from '../../client/secret-command.ts';
import { type RevealedSecret, revealedSecret } from './revealed-secret.ts';

type Shown = { secret: RevealedSecret; expiresAt: number };

export type Reveal = {
  secret: RevealedSecret | null;
  /** Whole seconds until it is hidden again. */
  secondsLeft: number;
  pending: boolean;
  error: SecretCommand<'credentials.reveal'>['error'];
  show: () => void;
  hide: () => void;
};

/** One secret on a person's gesture, until core's time for it is up, the vault is locked, or the screen is left. */
export function useReveal(id: string, part: string): Reveal {
  const reveal = useSecretCommand('credentials.reveal');
  const [shown, setShown] = useState<Shown | null>(null);
  const [now, setNow] = useState(() => Date.now());
  const { run } = reveal;
  const hide = useCallback(() => setShown(null), []);

  useEffect(() => {
    if (!shown) return;
    const timer = window.setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= shown.expiresAt) setShown(null);
    }, 250);
    return () => {
      window.clearInterval(timer);
      shown.secret.erase();
      // A screen that is left keeps its state, and would come back with an empty secret.
      setShown((current) => (current === shown ? null : current));
    };
  }, [shown]);
  useAppEvents(
    useCallback(
      (event: AppEvent) => {
        if (event.type === 'vault.changed' || event.type === 'core.restarted') hide();
      },
      [hide],
    ),
  );
  const show = useCallback(() => {
    void run({ id, part }).then((answer) => {
      setNow(Date.now());
      setShown(answer === null ? null : { secret: revealedSecret(answer.value), expiresAt: answer.expiresAt });
    });
  }, [run, id, part]);
  return {
    secret: shown?.secret ?? null,
    secondsLeft: shown ? Math.max(0, Math.ceil((shown.expiresAt - now) / 1000)) : 0,
    pending: reveal.pending,
    error: reveal.error,
    show,
    hide,
  };
}
