import abRun from '../../../resources/locales/en/ab-run.json' with { type: 'json' };
import advantage from '../../../resources/locales/en/advantage.json' with { type: 'json' };
import authorities from '../../../resources/locales/en/authorities.json' with { type: 'json' };
import backups from '../../../resources/locales/en/backups.json' with { type: 'json' };
import bundle from '../../../resources/locales/en/bundle.json' with { type: 'json' };
import catcher from '../../../resources/locales/en/catcher.json' with { type: 'json' };
import causes from '../../../resources/locales/en/causes.json' with { type: 'json' };
import clocks from '../../../resources/locales/en/clocks.json' with { type: 'json' };
import common from '../../../resources/locales/en/common.json' with { type: 'json' };
import connections from '../../../resources/locales/en/connections.json' with { type: 'json' };
import credentials from '../../../resources/locales/en/credentials.json' with { type: 'json' };
import doctor from '../../../resources/locales/en/doctor.json' with { type: 'json' };
import files from '../../../resources/locales/en/files.json' with { type: 'json' };
import flow from '../../../resources/locales/en/flow.json' with { type: 'json' };
import history from '../../../resources/locales/en/history.json' with { type: 'json' };
import lms from '../../../resources/locales/en/lms.json' with { type: 'json' };
import portability from '../../../resources/locales/en/portability.json' with { type: 'json' };
import probe from '../../../resources/locales/en/probe.json' with { type: 'json' };
import problems from '../../../resources/locales/en/problems.json' with { type: 'json' };
import registrations from '../../../resources/locales/en/registrations.json' with { type: 'json' };
import roster from '../../../resources/locales/en/roster.json' with { type: 'json' };
import sandbox from '../../../resources/locales/en/sandbox.json' with { type: 'json' };
import services from '../../../resources/locales/en/services.json' with { type: 'json' };
import settings from '../../../resources/locales/en/settings.json' with { type: 'json' };
import store from '../../../resources/locales/en/store.json' with { type: 'json' };
import timeline from '../../../resources/locales/en/timeline.json' with { type: 'json' };
import trash from '../../../resources/locales/en/trash.json' with { type: 'json' };
import tryTexts from '../../../resources/locales/en/try.json' with { type: 'json' };
import vault from '../../../resources/locales/en/vault.json' with { type: 'json' };
import welcome from '../../../resources/locales/en/welcome.json' with { type: 'json' };
import whereabouts from '../../../resources/locales/en/whereabouts.json' with { type: 'json' };

/** One namespace per feature folder. Problems are looked up by {@link problemText}: their codes hold dots. */
export const resources = {
  en: {
    advantage,
    authorities,
    backups,
    bundle,
    catcher,
    'ab-run': abRun,
    causes,
    clocks,
    common,
    connections,
    credentials,
    doctor,
    files,
    flow,
    history,
    lms,
    portability,
    probe,
    registrations,
    roster,
    sandbox,
    services,
    settings,
    store,
    trash,
    timeline,
    try: tryTexts,
    vault,
    welcome,
    whereabouts,
  },
};

export const problemCatalogues = { en: problems };
