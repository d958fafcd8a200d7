const fs = require('node:fs');
const path = require('node:path');

/** All projects in one run, so that workers are shared; choose with `--selectProjects unit` or `int`. */
const folders = ['libs', 'services', 'deploy', 'bench'].flatMap((top) => fs.readdirSync(path.join(__dirname, top)).map((name) => `${top}/${name}`));

module.exports = {
  projects: [...folders, 'e2e']
    .map((folder) => path.join(__dirname, folder, 'jest.config.cjs'))
    .filter((file) => fs.existsSync(file))
    .flatMap((file) => require(file).projects),
};
