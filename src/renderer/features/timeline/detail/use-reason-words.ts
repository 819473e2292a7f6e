import { useTranslation } from 'react-i18next';
import { cookieReason } from '../../try/launch/cookie-reasons.ts';

/** Why a cookie was not stored, with what to do about it, for the browser's reason ids; `fallback` where one is not known. */
export function useReasonWords(): (ids: readonly string[], fallback: string) => string {
  const { t } = useTranslation('try');
  return (ids, fallback) => {
    const known = ids.map(cookieReason).filter((reason) => reason !== undefined);
    if (known.length === 0 || known.length < ids.length) return fallback;
    return known.map((reason) => t(`cookie.${reason}`)).join(' ');
  };
}
