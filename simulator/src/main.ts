import { startSimulator } from './index.ts';

const { PORT = '4100', SEED = 'harbor-goods' } = process.env;
const { awsUrl, githubUrl, ethereumUrl, polygonUrl } = await startSimulator({
  port: Number(PORT),
  seed: SEED,
});
console.log(`AWS       ${awsUrl}\nGitHub    ${githubUrl}\nEthereum  ${ethereumUrl}\nPolygon   ${polygonUrl}`);
