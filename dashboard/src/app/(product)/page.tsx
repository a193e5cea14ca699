import { Overview } from './overview.tsx';

export default function Page() {
  return <Overview />;
}
