import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyProblem } from '../../ui/notify.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { chooseFile, type OpenedFile } from './open-file.ts';

type Imports = {
  /** Asks for a file and shows what it would bring. */
  chooseImport: () => void;
  showImport: (file: OpenedFile) => void;
};
const ImportContext = createContext<Imports>({ chooseImport: () => {}, showImport: () => {} });

export function useImports(): Imports {
  return useContext(ImportContext);
}

/** Holds the import of a file above all places: what comes in may change the place it was begun in. */
export function ImportProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('portability');
  const [file, setFile] = useState<OpenedFile | null>(null);
  const imports = useMemo(
    () => ({
      chooseImport: () => void chooseFile(t('import.choose')).then(setFile).catch(notifyProblem),
      showImport: setFile,
    }),
    [t],
  );
  return (
    <ImportContext value={imports}>
      {children}
      {file && <ImportDialog file={file} onClose={() => setFile(null)} />}
    </ImportContext>
  );
}
