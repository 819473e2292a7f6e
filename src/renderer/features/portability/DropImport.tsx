import { type DragEvent, type ReactNode, useState } from 'react';
import { ProblemError } from '../../../protocol/problem.ts';
import { notifyProblem } from '../../ui/notify.ts';
import { useImports } from './ImportProvider.tsx';
import { type OpenedFile, openFile } from './open-file.ts';
import classes from './Portability.module.css';

/** As much as core reads. */
const largest = 4 * 1024 * 1024;

async function read(file: File): Promise<OpenedFile> {
  if (file.size > largest) {
    const size = `${Math.ceil(file.size / 100_000) / 10} MB`;
    throw new ProblemError('transfer.too-large', { params: { size, limit: '4 MB' } });
  }
  return openFile({ name: file.name, text: await file.text() });
}

/** Takes connection files and vault files that are dropped on what it holds. */
export function DropImport({ children }: { children: ReactNode }) {
  const [over, setOver] = useState(false);
  const { showImport } = useImports();
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    setOver(false);
    if (!file) return;
    event.preventDefault();
    void read(file).then(showImport).catch(notifyProblem);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is one more way to what the menu does
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  );
}
