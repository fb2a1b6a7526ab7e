# The gateway and the emulator. docs/deployment.md describes how to run the image.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="kms-rotation-gateway" \
      org.opencontainers.image.description="One GraphQL endpoint over the AWS KMS key-rotation APIs" \
      org.opencontainers.image.licenses="Apache-2.0"
# Other containers cannot reach a loopback address. Without --auth, the gateway therefore does not start.
# With a memory limit of up to 512 MiB, Node.js by default collects young objects in 1 MiB, which costs much CPU.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    NODE_OPTIONS=--max-semi-space-size=16
# A named volume at /data gets the owner and the mode of this folder.
RUN install -d -o 1000 -g 1000 -m 700 /data
WORKDIR /app
COPY LICENSE ./
COPY --from=build /build/package.json ./
COPY --from=build /build/dist/cli.js* /build/dist/emulator.js* /build/dist/THIRD-PARTY-LICENSES.txt /build/dist/sbom.cdx.json ./dist/
COPY --from=build /build/dist/program/* ./dist/program/
COPY --from=build /build/dist/console/index.html /build/dist/console/documents.json ./dist/console/
COPY --from=build /build/dist/console/assets/* ./dist/console/assets/
# The user 'node' of the base image. Kubernetes needs the number.
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "const { KMS_GATEWAY_PORT, PORT } = process.env; fetch(`http://127.0.0.1:${KMS_GATEWAY_PORT || PORT || 4000}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli.js"]
