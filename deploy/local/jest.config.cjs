const config = require('../../jest.preset.cjs')(__dirname);

// The OpenID provider is an ES module that only this project loads.
for (const project of config.projects) {
  project.transformIgnorePatterns = project.transformIgnorePatterns.map((pattern) =>
    pattern.replace('(?:@nestjs', '(?:oidc-provider|@nestjs'),
  );
}

module.exports = config;
