"""How many tasks run: by processor, by memory, and for workers by how many jobs wait."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_ecs as ecs

from desk_aws.settings import Size, Stage
from desk_aws.watch.metrics import gauge

_CPU_PERCENT = 60
_MEMORY_PERCENT = 75
_OUT, _IN = Duration.minutes(1), Duration.minutes(10)
# Jobs that could run now; one worker runs eight at once, each for a fraction of a second. A long queue adds workers;
# an idle processor takes them away.
_QUEUE_STEPS = (
    scaling.ScalingInterval(lower=200, change=1),
    scaling.ScalingInterval(lower=2_000, change=2),
)


def scale_web(service: ecs.FargateService, size: Size) -> None:
    """Follow processor and memory."""
    _follow(service.auto_scale_task_count(min_capacity=size.least, max_capacity=size.most))


def scale_worker(service: ecs.FargateService, stage: Stage) -> None:
    """Follow processor, memory and the queue."""
    count = service.auto_scale_task_count(min_capacity=stage.worker.least, max_capacity=stage.worker.most)
    _follow(count)
    count.scale_on_metric(
        "Queue",
        metric=gauge(stage, "itsm_jobs_due"),
        scaling_steps=list(_QUEUE_STEPS),
        adjustment_type=scaling.AdjustmentType.CHANGE_IN_CAPACITY,
        cooldown=Duration.minutes(2),
        evaluation_periods=2,
    )


def _follow(count: ecs.ScalableTaskCount) -> None:
    count.scale_on_cpu_utilization(
        "Cpu", target_utilization_percent=_CPU_PERCENT, scale_out_cooldown=_OUT, scale_in_cooldown=_IN
    )
    count.scale_on_memory_utilization(
        "Memory", target_utilization_percent=_MEMORY_PERCENT, scale_out_cooldown=_OUT, scale_in_cooldown=_IN
    )
