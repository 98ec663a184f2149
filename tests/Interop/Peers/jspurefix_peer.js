// A venue on jspurefix for the interop tests: it acknowledges and fills each order.
// Usage: node jspurefix_peer.js PACKAGE_FOLDER PORT SESSION_FILE; the session file is written here.
'use strict'

const fs = require('fs')
const path = require('path')

const [packageFolder, port, sessionFile] = process.argv.slice(2)
process.chdir(packageFolder)
const load = file => require(path.join(packageFolder, file))
require(require.resolve('reflect-metadata', { paths: [packageFolder] }))
const { SessionLauncher } = load('dist/runtime')
const { AsciiSession } = load('dist/transport')
const { EmptyLogFactory } = load('dist/config')

const say = line => fs.writeSync(1, line + '\n')

fs.writeFileSync(sessionFile, JSON.stringify({
  application: {
    type: 'acceptor',
    name: 'peer',
    tcp: { host: '127.0.0.1', port: Number(port) },
    protocol: 'ascii',
    dictionary: 'data/FIX44.xml'
  },
  Username: 'me',
  Password: 'secret',
  EncryptMethod: 0,
  ResetSeqNumFlag: true,
  HeartBtInt: 30,
  SenderCompId: 'PEER',
  TargetCompID: 'ENGINE',
  BeginString: 'FIX.4.4'
}))

class Venue extends AsciiSession {
  onApplicationMsg (msgType, view) {
    const order = view.toObject()
    say(`in ${msgType} ${order.ClOrdID}`)
    if (msgType !== 'D') return
    this.send('8', this.report(order, '0', '0', 0))
    this.send('8', this.report(order, 'F', '2', 100))
  }

  report (order, kind, status, filled) {
    return {
      OrderID: `V${order.ClOrdID}`,
      ClOrdID: order.ClOrdID,
      ExecID: `${order.ClOrdID}-${kind}`,
      ExecType: kind,
      OrdStatus: status,
      Instrument: { Symbol: 'EURUSD' },
      Side: '1',
      OrderQtyData: { OrderQty: 100 },
      LastQty: filled,
      LastPx: 1.5,
      LeavesQty: 100 - filled,
      CumQty: filled,
      AvgPx: 1.5
    }
  }

  onReady () { say('logon') }
  onStopped () { say('logout') }
  onLogon () { return true }
  onDecoded () { }
  onEncoded () { }
}

class Launcher extends SessionLauncher {
  constructor () {
    super(null, path.relative(packageFolder, sessionFile), new EmptyLogFactory())
  }

  makeFactory () {
    return { makeSession: configuration => new Venue(configuration) }
  }
}

process.stdin.on('end', () => process.exit(0)).resume()
new Launcher().exec()
say('ready')
