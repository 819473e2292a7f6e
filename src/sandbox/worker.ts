import { parentPort } from 'node:worker_threads';
import { createSandboxController } from './control.ts';

/** Entry of the worker thread: control messages come in over the parent port, one reply each goes back. */
const port = parentPort;
if (port === null) throw new Error('The sandbox worker must be started as a worker thread.');

const controller = createSandboxController();
port.on('message', (message: unknown) => {
  void controller.handle(message).then((reply) => {
    port.postMessage(reply);
    // Without its port nothing keeps the thread alive.
    if (reply.ok && reply.command === 'close') port.close();
  });
});
