import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** How long something has been under way, second by second; not read out, as that would never end. */
export function Elapsed({ since }: { /** Epoch milliseconds. */ since: number }) {
  const { t } = useTranslation('try');
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  return <span aria-hidden>{t('result.elapsed', { time: `${seconds} s` })}</span>;
}
