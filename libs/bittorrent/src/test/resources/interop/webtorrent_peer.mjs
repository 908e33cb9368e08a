// webtorrent as a foreign peer over plain TCP: MODULE seed|get TORRENT DIR [HOST:PORT]. Says where it listens.
import { readFileSync } from 'node:fs'
import { register } from 'node:module'

// WebRTC needs a native library, is not used here, and is loaded all the same: nothing stands in its place.
const nothing = 'data:text/javascript,' + encodeURIComponent(
  ['RTCPeerConnection', 'RTCSessionDescription', 'RTCIceCandidate'].map(name => `export class ${name} {}`).join(';'))
register('data:text/javascript,' + encodeURIComponent(`
  export const resolve = (name, context, next) => name === 'webrtc-polyfill'
    ? { url: ${JSON.stringify(nothing)}, shortCircuit: true }
    : next(name, context)`))

const [module, mode, torrentFile, directory, ...peers] = process.argv.slice(2)
const { default: WebTorrent } = await import(module)

const fail = error => {
  console.log('failed ' + (error.message || error))
  process.exit(1)
}
process.on('uncaughtException', fail)
const client = new WebTorrent({
  dht: false, lsd: false, tracker: false, utp: false, utPex: false, natUpnp: false, natPmp: false, webSeeds: false
})
client.on('error', fail)
const listening = new Promise(resolve => client.once('listening', resolve))
const torrent = client.add(new Uint8Array(readFileSync(torrentFile)), { path: directory })
torrent.on('error', fail)
const said = listening.then(() => client.torrentPort)
torrent.on('ready', async () => {
  const port = await said
  if (mode === 'get') {
    console.log('listening 127.0.0.1:' + port)
    for (const peer of peers) torrent.addPeer(peer)
  }
})
torrent.on('done', async () => {
  const port = await said
  if (mode === 'seed') console.log('listening 127.0.0.1:' + port)
  console.log('complete')
})
