import { Button } from '@mantine/core';
import { IconMoodSad } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './EmptyState.tsx';

function Crashed({ detail, onAgain }: { detail: string; onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState icon={IconMoodSad} title={t('crash.title')} text={`${t('crash.fix')} ${detail}`}>
      <Button onClick={onAgain}>{t('crash.again')}</Button>
    </EmptyState>
  );
}

type Props = { children: ReactNode /** Another key shows the children anew. */; resetKey?: string };
type State = { error: Error | null; resetKey: string | undefined };

/** Keeps a mistake in one part of the window from blanking all of it. */
export class CrashGuard extends Component<Props, State> {
  override state: State = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps({ resetKey }: Props, state: State): Partial<State> | null {
    return resetKey === state.resetKey ? null : { error: null, resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? (
      <Crashed detail={error.message} onAgain={() => this.setState({ error: null })} />
    ) : (
      this.props.children
    );
  }
}
