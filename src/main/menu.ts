import type { MenuItemConstructorOptions } from 'electron';
import text from '../../resources/locales/en/host.json' with { type: 'json' };

/**
 * The native menu. It holds what the system expects of one and no shortcut of the window's own:
 * Ctrl+W, Ctrl+K, Ctrl+N, Ctrl+R and Ctrl+Enter reach the window.
 */
export function menuTemplate(
  platform: string,
  forDevelopers: boolean,
  undoDelete: () => void,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const developers: MenuItemConstructorOptions[] = forDevelopers
    ? [{ role: 'forceReload' }, { role: 'toggleDevTools' }, { type: 'separator' }]
    : [];
  const application: MenuItemConstructorOptions = isMac
    ? { role: 'appMenu' }
    : { label: text.menu.file, submenu: [{ role: 'quit', label: text.menu.quit, accelerator: 'Ctrl+Q' }] };
  return [
    application,
    {
      label: text.menu.edit,
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { label: text.menu.undoDelete, click: () => undoDelete() },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: text.menu.view,
      submenu: [
        ...developers,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: text.menu.window,
      submenu: isMac
        ? [{ role: 'minimize' }, { role: 'zoom' }, { type: 'separator' }, { role: 'front' }]
        : [{ role: 'minimize' }],
    },
  ];
}
