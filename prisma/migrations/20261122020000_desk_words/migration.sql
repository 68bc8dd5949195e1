-- New words of enums; they can be used from the next migration on.
ALTER TYPE "Channel" ADD VALUE 'desk';
ALTER TYPE "HandoffState" ADD VALUE 'human';
ALTER TYPE "HandoffState" ADD VALUE 'back';
