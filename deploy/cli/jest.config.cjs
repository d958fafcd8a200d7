const config = require('../../jest.preset.cjs')(__dirname);

// The OpenID provider of deploy/local is an ES module; its tokens are obtained here.
for (const project of config.projects) {
  project.transformIgnorePatterns = project.transformIgnorePatterns.map((pattern) =>
    pattern.replace('(?:@nestjs', '(?:oidc-provider|@nestjs'),
  );
}

module.exports = config;
