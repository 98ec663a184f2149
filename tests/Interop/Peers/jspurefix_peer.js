// A counterparty on jspurefix for the interop tests: a venue that fills what it is sent, or a trader that sends.
// Usage: node jspurefix_peer.js PACKAGE_FOLDER acceptor|initiator PORT keep|reset [CERTIFICATE KEY].
// "keep" keeps sequence numbers while it runs, "reset" begins at 1 with every logon; with a certificate and its key,
// files of PEM, everything goes through TLS.
// Commands on standard input: "order FIRST COUNT", "replace ID", "cancel ID", "logout".
// Lines on standard output: "ready", "logon", "logout", "in TYPE ID SEQ".
'use strict'

const fs = require('fs')
const path = require('path')
const readline = require('readline')

const [packageFolder, role, port, numbers, certificate, key] = process.argv.slice(2)
process.chdir(packageFolder)
const load = file => require(path.join(packageFolder, file))
require(require.resolve('reflect-metadata', { paths: [packageFolder] }))
const { SessionLauncher } = load('dist/runtime')
const { AsciiSession } = load('dist/transport')
const { EmptyLogFactory } = load('dist/config')
const { FixMsgAsciiStoreResend, FixMsgStoreRecord, MemorySessionStore } = load('dist/store')

const trades = role === 'initiator'
const inPackage = file => path.relative(packageFolder, file)
const say = line => fs.writeSync(1, line + '\n')

const tls = {
  cert: certificate && inPackage(certificate),
  key: key && inPackage(key),
  requestCert: true,
  rejectUnauthorized: false
}

const description = {
  application: {
    reconnectSeconds: 1,
    type: role,
    name: 'peer',
    tcp: { host: '127.0.0.1', port: Number(port), ...(certificate ? { tls } : {}) },
    protocol: 'ascii',
    dictionary: 'data/FIX44.xml'
  },
  Username: 'me',
  Password: 'secret',
  EncryptMethod: 0,
  ResetSeqNumFlag: numbers === 'reset',
  HeartBtInt: 30,
  SenderCompId: 'PEER',
  TargetCompID: 'ENGINE',
  BeginString: 'FIX.4.4'
}

let current = null
let sent = null
let kept = null

class Peer extends AsciiSession {
  // It answers a ResendRequest from a store that only its application fills, and that ends with its connection: with
  // "keep" the next session is given the messages of the last.
  constructor (configuration) {
    super(configuration)
    this.given = []
    if (numbers !== 'keep') return
    this.store = sent = sent ?? this.store
    this.resender = new FixMsgAsciiStoreResend(sent, configuration)
  }

  // Its numbers in files lag behind what it has sent: after a cut it would give some of them twice.
  storeFactory () {
    if (numbers !== 'keep') return super.storeFactory()
    return { create: id => (kept = kept ?? new MemorySessionStore(id)) }
  }

  send (msgType, message) {
    this.given.push(message)
    super.send(msgType, message)
  }

  txOnEncoded (msgType, text, header) {
    super.txOnEncoded(msgType, text, header)
    const record = new FixMsgStoreRecord(msgType, new Date(), header.MsgSeqNum, this.given.shift())
    this.store.put(record).catch(() => {}) // It is there already when it is sent again.
  }

  onApplicationMsg (msgType, view) {
    const message = view.toObject()
    say(`in ${msgType} ${message.ClOrdID} ${message.StandardHeader.MsgSeqNum}`)
    if (trades) return
    if (msgType === 'D') {
      this.report(message, '0', '0', 0)
      this.report(message, 'F', '2', 100)
    } else if (msgType === 'G') {
      this.report(message, '5', '0', 0)
    } else if (msgType === 'F') {
      this.report(message, '4', '4', 0)
    }
  }

  report (order, kind, status, filled) {
    this.send('8', {
      OrderID: `V${order.ClOrdID}`,
      ClOrdID: order.ClOrdID,
      ...(order.OrigClOrdID ? { OrigClOrdID: order.OrigClOrdID } : {}),
      ExecID: `${order.ClOrdID}-${kind}`,
      ExecType: kind,
      OrdStatus: status,
      Instrument: { Symbol: 'EURUSD' },
      Side: '1',
      OrderQtyData: { OrderQty: 100 },
      LastQty: filled,
      LastPx: 1.5,
      LeavesQty: kind === '4' ? 0 : 100 - filled,
      CumQty: filled,
      AvgPx: filled > 0 ? 1.5 : 0
    })
  }

  request (msgType, id, original) {
    this.send(msgType, {
      ClOrdID: `${id}`,
      ...(original ? { OrigClOrdID: `${original}` } : {}),
      Instrument: { Symbol: 'EURUSD' },
      Side: '1',
      TransactTime: new Date(),
      OrderQtyData: { OrderQty: 100 },
      ...(msgType === 'F' ? {} : { OrdType: '1' })
    })
  }

  onReady () {
    current = this
    say('logon')
  }

  onStopped () { say('logout') }
  onLogon () { return true }
  onDecoded () { }
  onEncoded () { }
}

class Launcher extends SessionLauncher {
  constructor () {
    super(trades ? description : null, trades ? null : description, new EmptyLogFactory())
  }

  makeFactory () {
    return { makeSession: configuration => new Peer(configuration) }
  }
}

function obey (line) {
  const [verb, first, count] = line.split(' ')
  if (verb === 'order') {
    for (let id = Number(first); id < Number(first) + Number(count); id++) current.request('D', id)
  }
  if (verb === 'replace') current.request('G', `${first}1`, first)
  if (verb === 'cancel') current.request('F', `${first}2`, first)
  if (verb === 'logout') current.done()
}

readline.createInterface({ input: process.stdin }).on('line', obey).on('close', () => process.exit(0))
new Launcher().exec()
say('ready')
