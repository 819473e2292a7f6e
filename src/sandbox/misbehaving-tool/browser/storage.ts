/** How a tool uses the platform's storage (1EdTech LTI Client Side postMessages and Platform Storage, v0.1). */
export interface StorageWay {
  /** `draft`: the subjects of a draft that no platform knows any more. */
  readonly subjects: 'current' | 'draft';
  /** `wrong`: the messages are for another site's origin. */
  readonly origin: 'platform' | 'wrong';
  /** `absent`: it asks a frame by a name that no frame has. */
  readonly frame: 'named' | 'absent';
}

const subjectsOf = {
  current: { capabilities: 'lti.capabilities', put: 'lti.put_data', get: 'lti.get_data' },
  draft: {
    capabilities: 'org.imsglobal.lti.capabilities',
    put: 'org.imsglobal.lti.put_data',
    get: 'org.imsglobal.lti.get_data',
  },
} as const;

/** The specification's own limit for an answer. */
const patienceMs = 3000;

/**
 * A page's script: asks what the platform can do, puts a value, gets it back and says how it went. `lti_storage_target` of the launch names the frame that
 * stores, as the login request of LTI 1.3 does.
 */
export function storageScript({ subjects, origin, frame }: StorageWay, launch: URLSearchParams): string {
  const target = launch.get('lti_storage_target') ?? '_parent';
  const settings = {
    subjects: subjectsOf[subjects],
    origin: origin === 'wrong' ? 'https://other-platform.example' : '*',
    frame: frame === 'absent' ? 'frame-that-is-not-there' : target,
    patienceMs,
  };
  return `
const settings=${JSON.stringify(settings).replaceAll('<', '\\u003c')};
const say=(text)=>{document.querySelector('[data-field="state"]').textContent=text;};
const platform=window.opener||window.parent;
const frameOf=(name)=>name==='_parent'?platform:platform.frames[name];
const ask=(subject,more,name)=>new Promise((resolve,reject)=>{
  const id=Math.random().toString(36).slice(2);
  const late=setTimeout(()=>reject(new Error('no answer to '+subject+' within '+settings.patienceMs+' ms')),settings.patienceMs);
  const onMessage=({data})=>{
    if(!data||data.message_id!==id)return;
    clearTimeout(late);
    removeEventListener('message',onMessage);
    data.error?reject(new Error(data.error.code+': '+data.error.message)):resolve(data);
  };
  addEventListener('message',onMessage);
  const frame=frameOf(name);
  if(!frame){clearTimeout(late);reject(new Error('no frame named '+name));return;}
  frame.postMessage({subject,message_id:id,...more},settings.origin);
});
(async()=>{
  try{
    await ask(settings.subjects.capabilities,{},'_parent');
    await ask(settings.subjects.put,{key:'state',value:'kept'},settings.frame);
    const {value}=await ask(settings.subjects.get,{key:'state'},settings.frame);
    say(value==='kept'?'Platform storage works.':'Platform storage gave back something else.');
  }catch(error){say('State not found: '+error.message);}
})();`;
}
