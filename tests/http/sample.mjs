/**
 * Usage: node tests/http/sample.mjs FOLDER
 * Make there the database every instance begins with.  With HV_SAMPLE=FOLDER
 * an instance copies it: made once, not once for each of eighty.
 */
import { makeSample } from './harness.mjs';

await makeSample(process.argv[2]);
