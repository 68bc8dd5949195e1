import { describe, expect, test } from '@jest/globals'
import { serverOf } from '../../prisma/database-url.ts'

describe('the form of a DATABASE_URL', () => {
  test.each([
    ['postgresql://bob:geheim@db/x', 'db:5432/x'],
    ['postgres://bob@db.example.nl:6432/x_y-z', 'db.example.nl:6432/x_y-z'],
    ['postgresql://b%40b:g%2Fh%23@localhost:1/x', 'localhost:1/x'],
    ['postgresql://bob:a:b!$(c)@[::1]:5432/x?sslmode=require', '[::1]:5432/x'],
    ['postgresql://bob:geheim@localhost:5432/x?host=/run/postgresql&sslmode=disable', '/run/postgresql:5432/x'],
    ['postgresql://bob:geheim@localhost/x?host=%2Ftmp%2Fa', '/tmp/a:5432/x'],
    ['postgresql://bob:geheim@/x?host=/run/postgresql&port=6000', '/run/postgresql:6000/x'],
    ['postgresql://bob:geheim@%2Frun%2Fpostgresql/x', '/run/postgresql:5432/x'],
  ])('When it is %s, then it points at %s', (url, server) => {
    expect(serverOf(url)).toBe(server)
  })

  test.each([
    'postgresql://bob:123/geheim@db/x', 'postgresql://bob:S3cr@et#Pw/@localhost:9999/x', 'postgresql://bob:geheim/Pw@localhost/x', 'postgresql://bob:12?geheim@db/x',
    'postgresql://bob:12?a=geheim@db/x', 'postgresql://bob:a@geheim@db/x', 'postgresql://bob:a@9/geheim@db/x', 'postgresql://bob:100%@db/x', 'postgresql://bob:%ff@db/x',
    'postgresql://bob:gehéim@db/x', 'postgresql://bob:ge heim@db/x', String.raw`postgresql://bob:ge\heim@db/x`, 'postgresql://bob:123/x', 'postgresql://bob:geheim@db', 'postgresql://bob:geheim@db/',
    'postgresql://bob:geheim@/x', 'postgresql://bob:geheim@db:0/x', 'postgresql://bob:geheim@db:70000/x', 'postgresql://bob:geheim@db/x#y', 'postgresql://bob:geheim@db/x?sslmode',
    'mysql://bob:geheim@db/x', 'http://bob:geheim@db/x', '/run/postgresql x', 'geheim', '',
  ])('When it is %j, then it is refused', (url) => {
    expect(serverOf(url)).toBeNull()
  })
})
