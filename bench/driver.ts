// The second process: all the simulated people. Arguments: the file of the reference.
import { readFileSync } from 'node:fs'
import { answerQuestions } from './child.ts'
import { type Load, runLoad } from './people.ts'
import type { Reference } from './reference.ts'

const reference = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Reference

answerQuestions((question) => runLoad(question as unknown as Load, reference))
