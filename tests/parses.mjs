// Usage: node --experimental-vm-modules tests/parses.mjs FILE…
// Parse each file as a module, all in one process; name those that are none.
import { readFileSync } from "node:fs";
import vm from "node:vm";

for (const file of process.argv.slice(2)) {
	try {
		new vm.SourceTextModule(readFileSync(file, "utf8"), {
			identifier: file,
		});
	} catch (err) {
		console.log(`  ${file}: ${err.message}`);
	}
}
