import type { RuleCondition } from '@smartops/contract';
import { metricUnit } from '../../facts/metric-words.ts';
import { newKinds } from '../../facts/rule-address.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { Choices } from '../../ui/choices.tsx';
import { useEdit } from './edit.ts';
import { NumberField, Part, Pick, Row, SpanField } from './fields.tsx';
import { StateFields } from './state-fields.tsx';

type Kind = RuleCondition['kind'];

const kindWords = { threshold: 'Threshold', change: 'Change', absence: 'Absence', state: 'State' };
const kindTexts: Partial<Record<Kind, string>> = {
  threshold: 'A reading is beyond a limit.',
  change: 'The mean of a window is another than the one before.',
  absence: 'What used to report says nothing, although it is still there.',
  state: 'Something is in a bad state that its source names.',
};

/** When it is wrong, and when it is over. */
export function WhenPart() {
  const { form, set, isLocked } = useEdit();
  const { kind } = form;
  const known = newKinds.find((one) => one === kind);
  return (
    <Part title="When">
      {known ? (
        <fieldset disabled={isLocked} className="contents">
          <Choices
            label="Kind"
            name="kind"
            options={newKinds}
            words={kindWords}
            text={kindTexts[known] ?? ''}
            value={known}
            onChange={(next) => set({ kind: next })}
          />
        </fieldset>
      ) : (
        <p className="re-hint">
          It looks for {kind === 'forecast' ? 'forecasts' : 'anomalies'}, which this version cannot judge. Its
          YAML shows what it says.
        </p>
      )}
      {kind === 'threshold' && <ThresholdFields />}
      {kind === 'change' && <ChangeFields />}
      {kind === 'absence' && (
        <Row title="Silent" paths={['condition.forMs']}>
          <span className="re-pair">
            for
            <SpanField
              label="Silent for"
              path="condition.forMs"
              value={form.silentFor}
              onChange={(silentFor) => set({ silentFor })}
            />
          </span>
        </Row>
      )}
      {kind === 'state' && <StateFields />}
    </Part>
  );
}

const sides = { above: 'above', below: 'below' };

function ThresholdFields() {
  const { form, set, limitBy } = useEdit();
  const unit = metricUnit(form.metric);
  const other = form.side === 'above' ? 'below' : 'above';
  return (
    <>
      <Row
        title="Fires"
        paths={['condition.value', 'condition.forMs']}
        hint={limitBy && `${limitBy} on the server sets the limit: change it there. All else is free.`}
      >
        <Pick label="Side" words={sides} value={form.side} onChange={(side) => set({ side })} />
        <NumberField
          {...{ label: 'Limit', path: 'condition.value', unit, value: form.value }}
          isFixed={limitBy !== null}
          onChange={(value) => set({ value })}
        />
        <span className="re-pair">
          for
          <SpanField
            {...{ label: 'For', path: 'condition.forMs', value: form.lasting }}
            onChange={(lasting) => set({ lasting })}
          />
        </span>
      </Row>
      <Row title="Critical" paths={['condition.critical']}>
        {form.side}
        <NumberField
          {...{ label: 'Critical limit', path: 'condition.critical', unit, value: form.critical }}
          placeholder="never"
          onChange={(critical) => set({ critical })}
        />
      </Row>
      <SomeReadings />
      <Clears side={other} unit={unit} />
    </>
  );
}

/** When it is over: back beyond its own value, else the limit, for so long. */
function Clears({ side, unit }: { side: string; unit: string }) {
  const { form, set } = useEdit();
  return (
    <Row title="Clears" paths={['condition.clear.value', 'condition.clear.forMs']}>
      {side}
      <NumberField
        {...{ label: 'Clears at', path: 'condition.clear.value', unit, value: form.clearValue }}
        placeholder="the limit"
        onChange={(clearValue) => set({ clearValue })}
      />
      <span className="re-pair">
        for
        <SpanField
          {...{ label: 'Clears for', path: 'condition.clear.forMs', value: form.clearFor }}
          onChange={(clearFor) => set({ clearFor })}
        />
      </span>
    </Row>
  );
}

function SomeReadings() {
  const { form, set, isLocked } = useEdit();
  const { some, readings, of } = form;
  return (
    <Row title="In" paths={['condition.atLeast.readings', 'condition.atLeast.of']}>
      <CheckBox
        label={some ? 'at least' : 'some of the last readings are enough'}
        aria-label="Some of the last readings are enough"
        checked={some}
        disabled={isLocked}
        onChange={({ target }) => set({ some: target.checked })}
      />
      {some && (
        <>
          <NumberField
            {...{ label: 'Readings', path: 'condition.atLeast.readings', unit: '', value: readings }}
            onChange={(next) => set({ readings: next })}
          />
          of
          <NumberField
            {...{ label: 'Of the last', path: 'condition.atLeast.of', unit: '', value: of }}
            onChange={(next) => set({ of: next })}
          />
          readings
        </>
      )}
    </Row>
  );
}

const turns = { above: 'rises', below: 'falls' };
const befores = { previous: 'the one before', day: 'a day before', week: 'a week before' };

function ChangeFields() {
  const { form, set } = useEdit();
  return (
    <>
      <Row title="Fires" paths={['condition.percent', 'condition.windowMs']}>
        <Pick label="Direction" words={turns} value={form.side} onChange={(side) => set({ side })} />
        by
        <NumberField
          {...{ label: 'By', path: 'condition.percent', unit: '%', value: form.percent }}
          onChange={(percent) => set({ percent })}
        />
      </Row>
      <Row title="Window" paths={['condition.windowMs']}>
        <SpanField
          {...{ label: 'Window', path: 'condition.windowMs', value: form.window }}
          onChange={(window) => set({ window })}
        />
        against
        <Pick label="Against" words={befores} value={form.against} onChange={(against) => set({ against })} />
      </Row>
      <Clears side="at" unit="%" />
    </>
  );
}
