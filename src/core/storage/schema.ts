import type { Generated } from 'kysely';

/** Epoch milliseconds are REAL: a clock may give fractions of them. JSON columns hold what their repository parses. */
export type Tables = {
  meta: { key: string; value: string };
  key_slots: {
    id: string;
    kind: 'passphrase' | 'keychain' | 'recovery';
    name: string;
    backend: string | null;
    /** JSON: how the slot's own key is come by. */
    parameters: string;
    /** Sealed; `null` in a slot of version 0.1 that was not used since. */
    private_key: Uint8Array | null;
    wrapped_key: Uint8Array;
    /** The data key that is to take the place of the present one, while the data key is rotated. */
    next_wrapped_key: Uint8Array | null;
    /** SHA-256 over what opens the slot: tells a damaged slot from a wrong passphrase. */
    checksum: Uint8Array;
    created_at: number;
    last_used_at: number | null;
  };
  secrets: { record_id: string; part: string; version: number; sealed: Uint8Array };
  credentials: {
    id: string;
    name: string;
    /** A `CredentialKind`. */
    kind: string;
    /** JSON object. */
    public_parts: string;
    /** JSON array. */
    secret_parts: string;
    /** JSON array. */
    allowed_hosts: string;
    /** JSON of `CredentialDetails`. */
    details: string;
    secret_changed_at: number;
    /** JSON array of `PreviousSecret`. */
    previous: string;
    /** JSON of a `CredentialUse`, or of `null`. */
    last_use: string;
    version: number;
    created_at: number;
    updated_at: number;
  };
  secret_access: {
    seq: Generated<number>;
    credential_id: string;
    credential_name: string;
    part: string;
    action: string;
    actor: string;
    at: number;
    user_name: string;
  };
  connections: {
    id: string;
    name: string;
    contract_id: string;
    base_url: string;
    credential_id: string | null;
    environment: string;
    /** JSON object. */
    variables: string;
    notes: string;
    created_at: number;
    updated_at: number;
  };
  form_drafts: { connection_id: string; operation_id: string; form: string; updated_at: number };
  exchanges: {
    seq: Generated<number>;
    id: string;
    connection_id: string;
    started_at: number;
    state: string;
    verdict: string | null;
    /** JSON of an `ExchangeSummary`. */
    summary: string;
    /** JSON of an `Exchange`. */
    exchange: string;
  };
  /** FTS5 over the masked text; its rowid is `exchanges.seq`. */
  exchange_search: { rowid: number; text: string };
  exchange_bodies: {
    exchange_id: string;
    part: string;
    /** Bytes before sealing. */
    size: number;
    /** The sealed bytes, or `null` when they are in `file`. */
    sealed: Uint8Array | null;
    /** Name of a file in `bodies/`. */
    file: string | null;
  };
  nonces: { nonce: number; at: number };
  settings: { key: string; value: string };
  /** `person`: JSON of a `Person`. */
  roster_people: { id: string; name: string; person: string; updated_at: number };
  /** `course`: JSON of a `Course`. */
  roster_courses: { id: string; name: string; course: string; updated_at: number };
  grades: {
    connection_id: string;
    sourced_id: string;
    exchange_id: string;
    user_id: string;
    context_id: string;
    resource_link_id: string;
    score: number | null;
    text: string | null;
    url: string | null;
    issued_at: number;
    graded_at: number | null;
  };
  /** `item`: JSON of a `LineItem`. */
  line_items: { id: string; connection_id: string; course_id: string; item: string; created_at: number };
  /** `score`: JSON of a `Score`. */
  scores: { line_item_id: string; user_id: string; connection_id: string; score: string };
  /** `item`: JSON of a `StoredItem`. */
  content_items: { id: string; connection_id: string; placement_id: string | null; item: string; created_at: number };
  /** `summary` and `call`: JSON of a `ServiceCallSummary` and of a `ServiceCall`. */
  service_calls: {
    id: string;
    registration_id: string;
    connection_id: string | null;
    at: number;
    summary: string;
    call: string;
  };
  /** The newest change of each user id that is or was in the roster; triggers on `roster_people` keep it. */
  roster_changes: { seq: Generated<number>; user_id: string };
  flow_runs: {
    id: string;
    connection_id: string;
    started_at: number;
    state: string;
    /** JSON of a `FlowRun`. */
    run: string;
    sealed_inputs: Uint8Array | null;
  };
  ab_runs: {
    id: string;
    connection_id: string;
    started_at: number;
    state: string;
    /** JSON of an `AbRun`. */
    run: string;
  };
  suite_runs: {
    id: string;
    connection_id: string;
    started_at: number;
    state: string;
    /** JSON of a `SuiteRun`. */
    run: string;
  };
  /** Both sealed: JSON of a `CaptureSummary` and of a `Capture`. */
  captures: { id: string; at: number; sealed_summary: Uint8Array; sealed_capture: Uint8Array };
  /** `registration`: JSON of a `CatcherRegistration`. */
  catcher_registrations: { id: string; name: string; registration: string };
  /** `keys`: JSON array of the ids of what was deleted. */
  trash: { seq: Generated<number>; id: string; kind: string; name: string; keys: string; deleted_at: number };
  /** `content`: JSON of the row of table `source`. */
  trash_rows: { trash_id: string; position: number; source: string; content: string };
  user_contracts: { id: string; text: string; flows: string | null; created_at: number; updated_at: number };
};
