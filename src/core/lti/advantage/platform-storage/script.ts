/**
 * The script of a page or frame of the platform that answers messages of a tool (LTI Client Side postMessages 0.1, LTI postMessage
 * Storage 0.1). The text is the same for every launch, so that a Content-Security-Policy can name it by its hash; what differs stands
 * in attributes of its element:
 *
 * - `data-origins`: JSON list of the origins the tool may send from; others are answered `wrong_origin`.
 * - `data-frame`: name of the frame that stores, for the page that holds it; empty in that frame itself.
 * - `data-tool`: name of the frame that shows the tool, for the page that closes and resizes it.
 *
 * Values are kept per origin of the sender, for as long as the page is open: a page and its frame share them.
 */
export const storageScript = `(() => {
  const settings = document.currentScript.dataset;
  const origins = JSON.parse(settings.origins);
  const storageFrame = settings.frame || '';
  const toolFrame = settings.tool || '';
  const most = { key: 500, value: 5000, keys: 100 };
  const shared = window.parent;
  const stores = shared.ltiPlatformStores || (shared.ltiPlatformStores = new Map());
  const storeOf = (origin) => {
    if (!stores.has(origin)) stores.set(origin, new Map());
    return stores.get(origin);
  };
  class Refusal {
    constructor(code, message) { this.code = code; this.message = message; }
  }
  const keyOf = ({ key }) => {
    if (typeof key !== 'string' || key === '') throw new Refusal('bad_request', 'key has to be a text that is not empty.');
    if (key.length > most.key) throw new Refusal('bad_request', 'key has more than ' + most.key + ' characters.');
    return key;
  };
  const frame = () => (toolFrame === '' ? null : document.querySelector('iframe[name="' + toolFrame + '"]'));
  const capabilities = () => {
    const stored = storageFrame === '' ? {} : { frame: storageFrame };
    return {
      supported_messages: [
        { subject: 'lti.capabilities' },
        { subject: 'lti.put_data', ...stored },
        { subject: 'lti.get_data', ...stored },
        ...(toolFrame === '' ? [] : [{ subject: 'lti.close' }, { subject: 'lti.frameResize' }]),
      ],
    };
  };
  const put = (data, origin) => {
    const key = keyOf(data);
    const { value } = data;
    const store = storeOf(origin);
    if (value === null || value === undefined) {
      store.delete(key);
      return { key, value: null };
    }
    if (typeof value !== 'string') throw new Refusal('bad_request', 'value has to be a text, or null to take it away.');
    if (value.length > most.value) throw new Refusal('storage_exhaustion', 'value has more than ' + most.value + ' characters.');
    if (!store.has(key) && store.size >= most.keys) throw new Refusal('storage_exhaustion', 'There are ' + most.keys + ' keys already.');
    store.set(key, value);
    return { key, value };
  };
  const get = (data, origin) => {
    const key = keyOf(data);
    const value = storeOf(origin).get(key);
    return { key, value: value === undefined ? null : value };
  };
  const close = () => {
    const tool = frame();
    if (tool === null) return null;
    const told = document.createElement('p');
    told.setAttribute('role', 'status');
    told.textContent = 'The tool closed its frame.';
    tool.replaceWith(told);
    return null;
  };
  const resize = ({ height }) => {
    const tool = frame();
    const pixels = typeof height === 'number' || /^\\d+(\\.\\d+)?(px)?$/.test(height) ? parseFloat(height) : NaN;
    const percent = /^\\d+(\\.\\d+)?%$/.test(height) ? parseFloat(height) : NaN;
    if (Number.isNaN(pixels) && Number.isNaN(percent)) {
      throw new Refusal('bad_request', 'height has to be a number of pixels or a percentage.');
    }
    if (tool === null) return null;
    const size = Number.isNaN(pixels) ? Math.min(percent, 1000) + 'vh' : Math.min(pixels, 20000) + 'px';
    tool.style.flex = 'none';
    tool.style.height = size;
    document.documentElement.style.height = 'auto';
    return null;
  };
  const answers = {
    'lti.capabilities': capabilities,
    'lti.put_data': put,
    'lti.get_data': get,
    ...(toolFrame === '' ? {} : { 'lti.close': close, 'lti.frameResize': resize }),
  };
  addEventListener('message', ({ data, origin, source }) => {
    if (typeof data !== 'object' || data === null || typeof data.subject !== 'string' || source === null) return;
    if (source === window || origin === 'null') return;
    const known = /^(?:org\\.imsglobal\\.)?(lti\\.[A-Za-z_]+)$/.exec(data.subject);
    if (known === null || known[1].endsWith('.response')) return;
    const answer = { subject: data.subject + '.response', message_id: data.message_id };
    const say = (more) => source.postMessage({ ...answer, ...more }, origin);
    const refuse = ({ code, message }) => say({ error: { code, message } });
    if (!origins.includes(origin)) return refuse(new Refusal('wrong_origin', origin + ' is no origin of the registered tool.'));
    if (!Object.hasOwn(answers, known[1])) return refuse(new Refusal('unsupported_subject', 'It is not supported here.'));
    const tellsOnly = known[1] === 'lti.close' || known[1] === 'lti.frameResize';
    if (!tellsOnly && typeof data.message_id !== 'string') return refuse(new Refusal('bad_request', 'message_id has to be a text.'));
    try {
      const result = answers[known[1]](data, origin);
      if (result !== null) say(result);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(error);
    }
  });
})();`;
