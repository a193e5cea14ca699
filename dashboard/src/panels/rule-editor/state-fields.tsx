import { stateWord } from '../../facts/rule-changes.ts';
import { useCall } from '../../live/call.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { useEdit } from './edit.ts';
import { Pick, Row, SpanField } from './fields.tsx';
import { WordsField } from './words-field.tsx';

const environments = ['production', 'staging', 'preview'] as const;

export function StateFields() {
  const { form, set, isLocked } = useEdit();
  const { state } = form;
  const isOfRuns = state === 'deployment-failed' || state === 'run-failed';
  const known = useCall('listRunChoices', isOfRuns ? {} : undefined).data;
  const services = useCall('listEnvironments', state === 'deployment-failed' ? {} : undefined).data?.services;
  const names = state === 'run-failed' ? known?.choices.workflows : services?.map(({ name }) => name);
  return (
    <>
      <Row title="Fires">
        when
        <Pick label="State" words={stateWord} value={state} onChange={(next) => set({ state: next })} />
      </Row>
      {state === 'deployment-failed' && (
        <Row title="To" hint={form.environments.length === 0 ? 'None chosen: to any of them' : undefined}>
          {environments.map((one) => (
            <CheckBox
              key={one}
              label={one}
              disabled={isLocked}
              checked={form.environments.includes(one)}
              onChange={({ target }) =>
                set({
                  environments: environments.filter((other) =>
                    other === one ? target.checked : form.environments.includes(other),
                  ),
                })
              }
            />
          ))}
        </Row>
      )}
      {isOfRuns && (
        <>
          <Row title={state === 'run-failed' ? 'Workflow' : 'Service'}>
            <WordsField
              one={state === 'run-failed' ? 'Workflow' : 'Service'}
              any="any"
              values={form.names}
              known={names ?? []}
              onChange={(next) => set({ names: next })}
            />
          </Row>
          <Row title="Branch">
            <WordsField
              one="Branch"
              any="any"
              values={form.branches}
              known={known?.choices.branches ?? []}
              onChange={(branches) => set({ branches })}
            />
          </Row>
        </>
      )}
      <Row
        title="Lasting"
        paths={['condition.forMs']}
        hint={form.stateFor.amount === '0' ? 'At once, when it is seen' : undefined}
      >
        <SpanField
          label="Lasting"
          path="condition.forMs"
          value={form.stateFor}
          onChange={(stateFor) => set({ stateFor })}
        />
      </Row>
    </>
  );
}
