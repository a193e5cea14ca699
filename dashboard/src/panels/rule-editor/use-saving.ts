import type { Rule, RuleSpec } from '@smartops/contract';
import { useState } from 'react';
import { call, know } from '../../live/call.ts';
import { CallError } from '../../live/exchange.ts';
import { reload } from '../../live/reload.ts';
import { type Faults, fromServer } from './check.ts';

/** The way to the server, once at a time, and what it said. */
export function useSaving() {
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<Rule>();
  const forget = () => {
    setFaults({});
    setFailure(undefined);
  };

  function explain(error: unknown) {
    const { fields, status } = error instanceof CallError ? error : { fields: {}, status: undefined };
    if (Object.keys(fields).length > 0) setFaults(fromServer(fields));
    else setFailure(error instanceof Error ? error.message : String(error));
    // Somebody was faster: what they did is looked at now.
    if (status === 409 || status === 404) void reload('getRule');
  }
  async function send(spec: RuleSpec, base: Rule | undefined): Promise<Rule | undefined> {
    if (busy) return undefined;
    setBusy(true);
    forget();
    try {
      const reply = base
        ? await call('updateRule', { id: base.id, version: base.version, spec })
        : await call('createRule', { spec });
      know('getRule', { id: reply.rule.id }, reply);
      setSaved(reply.rule);
      void reload('listRules', 'getRuleHistory', 'getRuleChoices');
      return reply.rule;
    } catch (error) {
      explain(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  }
  return { faults, failure, busy, saved, send, forget, closeSaved: () => setSaved(undefined) };
}
