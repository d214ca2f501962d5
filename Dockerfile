# The server alone: `docker build -t rolegraph .`, then for the embedded engine
#   docker run --read-only --tmpfs /tmp -v rolegraph-data:/data -p 127.0.0.1:4000:4000 rolegraph
# With Neo4j, see docker-compose.yml. docs/operating.md tells the rest.
ARG NODE_IMAGE=node:24.21.0-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package needs its install script: lmdb's binaries are packages of their own.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY scripts ./scripts
COPY playground ./playground
RUN npm run build

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Rolegraph" \
      org.opencontainers.image.description="Who held which role at which event, and how do we know? A GraphQL knowledge graph over Neo4j, or on its own." \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    ROLEGRAPH_DATA=/data
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=packages /app/node_modules ./node_modules
COPY data ./data
COPY examples ./examples
COPY --from=build /app/dist/src ./dist/src
COPY --from=build /app/dist/playground ./dist/playground
# A new volume takes its owner from here. Nothing else is ever written.
RUN install -d -o node -g node /data
VOLUME /data
# The image's user "node", as a number: only so can an orchestrator see that it is not root.
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# Not npm: it would stand between the signals and the server.
CMD ["node", "--max-semi-space-size=64", "dist/src/main.js"]
