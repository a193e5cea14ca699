import type { Channel, NotifyRoute } from '@smartops/contract';
import { CheckBox } from '../../ui/check-box.tsx';

type Steps = NotifyRoute['steps'];

interface StepFieldsProps {
  steps: Steps;
  channels: readonly Channel[];
  onChange: (steps: Steps) => void;
}

const most = 5;

/** Who is told at once, and who later as long as nobody has acknowledged. */
export function StepFields({ steps, channels, onChange }: StepFieldsProps) {
  const put = (index: number, step: Steps[number]) =>
    onChange(steps.map((one, at) => (at === index ? step : one)));
  return (
    <>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
        <fieldset key={index} className="lab">
          <legend className="lab-line">{index === 0 ? 'Tell at once' : 'Then, unless acknowledged'}</legend>
          {index > 0 && (
            <label className="mb-2 flex items-center gap-2 text-fg-2">
              after
              <input
                className="text w-20"
                type="number"
                min={1}
                max={10_080}
                value={step.afterMs / 60_000}
                onChange={({ target }) =>
                  put(index, { ...step, afterMs: Math.max(1, Math.round(Number(target.value))) * 60_000 })
                }
              />
              minutes
              <span className="flex-1" />
              <button
                type="button"
                className="btn ghost"
                onClick={() => onChange(steps.filter((_, at) => at !== index))}
              >
                Remove
              </button>
            </label>
          )}
          <div className="grid gap-2">
            <CheckBox
              label="Every channel"
              text="Also those that are added later."
              checked={step.channels.includes('*')}
              onChange={({ target }) =>
                put(index, { ...step, channels: target.checked ? ['*'] : some(channels) })
              }
            />
            {!step.channels.includes('*') &&
              channels.map(({ id, name }) => (
                <CheckBox
                  key={id}
                  label={name}
                  checked={step.channels.includes(id)}
                  onChange={({ target }) =>
                    put(index, { ...step, channels: toggled(step.channels, id, target.checked) })
                  }
                />
              ))}
          </div>
        </fieldset>
      ))}
      {steps.length < most && (
        <button
          type="button"
          className="btn ghost"
          onClick={() =>
            onChange([...steps, { afterMs: (steps.at(-1)?.afterMs ?? 0) + 600_000, channels: ['*'] }])
          }
        >
          Add a later step
        </button>
      )}
    </>
  );
}

const some = (channels: readonly Channel[]) => channels.slice(0, 1).map(({ id }) => id);

function toggled(chosen: readonly string[], id: string, on: boolean): string[] {
  const others = chosen.filter((one) => one !== id);
  return on ? [...others, id] : others;
}
