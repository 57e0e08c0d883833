#include "wrapper/options.h"

namespace tenure::wrapper {

const char* HelpText() {
  return R"(tenure-wrap: runs a job as PID 1 of its container, checkpoints it, and brings it back.

  tenure-wrap --dir DIR [OPTION…] -- COMMAND [ARG…]
  tenure-wrap --native [OPTION…] -- COMMAND [ARG…]
  tenure-wrap status DIR [--json]     what is kept in DIR, how old and how large it is
  tenure-wrap install DIR             copy tenure-wrap and its CRIU into DIR
  tenure-wrap --help | --version

Starts COMMAND, or restores it from the newest good checkpoint in DIR. On SIGTERM it
saves a checkpoint, ends the job and exits with 85. Otherwise it exits as the job does.

Checkpoints
  --dir DIR                 the folder of this job alone, on a volume that outlives the pod
  --interval 6h             every so often, the job running on; 0: only on SIGTERM
  --keep 2                  so many checkpoints
  --compress                with zstd
  --also PATH               a file or folder outside the volume to save and put back (repeat)
  --image-check HASH        of image, command and args; checkpoints of another are refused
  --checkpointed-status 85  the exit status after a checkpoint on SIGTERM
On SIGUSR2, or when the file DIR/dump-now appears, it saves one at once.

When something is wrong
  --on-corrupt fail         no checkpoint can be restored: exit with 84. fresh: start anew
  --preflight refuse        dumps or restores cannot work here: exit with 84.
                            unprotected: run all the same, with a warning. skip: do not try
  --on-failure keep         the job failed: keep its checkpoints. remove: remove them
  --lease-wait 10m          wait so long while another pod uses DIR, then exit with 84
  --lease 60s               a pod that has been silent for so long is taken for dead
  --termination-log FILE    a sentence for the pod's status (/dev/termination-log)

CRIU
  --criu FILE               default: the bundle beside tenure-wrap, then criu from PATH
  --criu-option OPTION      added to each dump and restore (repeat)
  --pid 1000                the job's process id; 0: any

Native programs, which write and resume their own checkpoints
  --native                  no CRIU: pass SIGTERM on, and exit with 85 when the job ends by it
  --checkpoint-command CMD  run by /bin/sh at each interval and on SIGTERM; TENURE_JOB_PID is set
  --checkpoint-signal USR1  sent to the job instead
  --grace 30s               the pod's terminationGracePeriodSeconds: SIGTERM is passed on when
                            the command has ended, or 5 s before the grace period does

Examples
  tenure-wrap --dir /checkpoint/assembly-7 -- megahit -1 a.fq -2 b.fq -o /data/out
  tenure-wrap --dir /checkpoint/md --interval 1h --keep 3 --compress --also /tmp -- ./simulate
  tenure-wrap --native --checkpoint-signal USR1 --grace 10m -- ./train --resume
  kubectl exec POD -- /opt/tenure/tenure-wrap status /checkpoint/assembly-7

Exit status: the job's (128+N when signal N ended it); 85 checkpointed and stopped;
84 refused, the message says why; 64 usage; 126 and 127 the command cannot be run.
)";
}

}  // namespace tenure::wrapper
