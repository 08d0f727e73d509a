// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
// node kafkajs_client.js PATH-OF-KAFKAJS SERVERS: prints one line of JSON with what it saw.
'use strict'
const { Kafka, logLevel } = require(process.argv[2])

async function main() {
  const kafka = new Kafka({ clientId: 'interop', brokers: process.argv[3].split(','), logLevel: logLevel.ERROR })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic: 'kafkajs', numPartitions: 4, replicationFactor: 3 }] })
  const topics = (await admin.listTopics()).filter(name => !name.startsWith('__'))

  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  const total = 300
  for (let at = 0; at < total; at += 50) {
    const messages = []
    for (let i = at; i < at + 50; i++) messages.push({ key: `k${i}`, value: `value ${i}`, headers: { n: String(i) } })
    await producer.send({ topic: 'kafkajs', acks: -1, messages })
  }
  await producer.disconnect()

  const consumer = kafka.consumer({ groupId: 'kafkajs-readers', sessionTimeout: 10000, heartbeatInterval: 500 })
  await consumer.connect()
  await consumer.subscribe({ topics: ['kafkajs'], fromBeginning: true })
  const seen = new Set()
  let headers = 0
  await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`only ${seen.size} records came`)), 60000).unref()
    consumer.run({
      eachMessage: async ({ message }) => {
        seen.add(message.value.toString())
        if (message.headers.n && `value ${message.headers.n.toString()}` === message.value.toString()) headers++
        if (seen.size === total) resolve()
      }
    }).catch(reject)
  })
  const described = await admin.describeGroups(['kafkajs-readers'])
  await consumer.disconnect()
  await admin.disconnect()
  console.log(JSON.stringify({ topics, produced: total, consumed: seen.size, headers, state: described.groups[0].state }))
  process.exit(0)
}

main().catch(error => { console.error(error); process.exit(1) })
