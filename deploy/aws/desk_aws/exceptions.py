"""Rules of cdk-nag (AwsSolutions) that are not followed, each with the reason, at the narrowest place."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from aws_cdk import Acknowledgment, CfnResource, Stack, Validations
from constructs import IConstruct

from desk_aws.settings import Stage

_LIBRARY = "Written by the CDK for a helper of its own; it names this stack's functions, in every version of them"
_OBJECTS = "All objects of one bucket, named; which actions is said one by one"


_AWS, _POLICY = "arn:<AWS::Partition>", "Policy::arn:<AWS::Partition>:iam::aws:policy"
_FOR_LAMBDA = f"AwsSolutions-IAM4[{_POLICY}/service-role/AWSLambdaBasicExecutionRole]"


def _wild(*findings: str) -> tuple[str, ...]:
    return tuple(f"AwsSolutions-IAM5[{finding}]" for finding in findings)


@dataclass(frozen=True)
class Known:
    """`where`: path of the resource below its stack, with * as in file names. `rules`: what is found there.

    `{stage}` and `{account}` stand for those of the stage.
    """

    where: str
    rules: tuple[str, ...]
    reason: str


EXCEPTIONS = (
    Known("*Secret", ("AwsSolutions-SMG4",),
          "A changed password or key takes effect when tasks start: it is changed with a release, docs/guide/aws.md"),
    Known("*/MonitoringRole", (f"AwsSolutions-IAM4[{_POLICY}/service-role/AmazonRDSEnhancedMonitoringRole]",),
          "The policy AWS made for this one purpose: writing RDS figures"),
    Known("Replica", ("AwsSolutions-RDS3",), "The replica is the spare; it gets its own standby when it takes over"),
    Known("Replica", ("AwsSolutions-RDS11",), "A replica listens where its source does, on 5433"),
    Known("Files/ReplicationRole/DefaultPolicy",
          _wild("Action::kms:GenerateDataKey*", "Action::kms:ReEncrypt*", "Resource::<Files8E6940B8.Arn>/*",
                f"Resource::{_AWS}:s3:::itsm-{{stage}}-files-copy-{{account}}/*"), _OBJECTS),
    Known("Anchors/ReplicationRole/DefaultPolicy",
          _wild("Action::kms:GenerateDataKey*", "Action::kms:ReEncrypt*", "Resource::<AnchorsE78985FD.Arn>/*",
                f"Resource::{_AWS}:s3:::itsm-{{stage}}-anchors-copy-{{account}}/*"), _OBJECTS),
    Known("*Task", ("AwsSolutions-ECS2",), "Only what is no secret; secrets come from Secrets Manager"),
    Known("*Task/TaskRole/DefaultPolicy",
          _wild("Resource::arn:aws:s3:::itsm-{stage}-files-{account}/*",
                "Resource::arn:aws:s3:::itsm-{stage}-anchors-{account}/*"), _OBJECTS),
    Known("*Task/ExecutionRole/DefaultPolicy", _wild("Resource::*"),
          "ecr:GetAuthorizationToken takes no resource; pulling is allowed from one repository"),
    Known("MigrationLookRole/DefaultPolicy",
          _wild(f"Resource::{_AWS}:ecs:ap-southeast-1:{{account}}:task/<ClusterEB0386A7>/*"),
          "The task gets its name when it starts; the condition keeps it to this cluster"),
    Known("Migrator/*", (_FOR_LAMBDA,), _LIBRARY),
    Known("Migrator/*/DefaultPolicy",
          _wild("Resource::<MigrationBegin2D95842E.Arn>:*", "Resource::<MigrationLook717C35F9.Arn>:*",
                "Resource::<MigratorframeworkisComplete23229C99.Arn>:*",
                "Resource::<MigratorframeworkonTimeoutA51ABDC1.Arn>:*"), _LIBRARY),
    Known("Migrator/waiter-state-machine", ("AwsSolutions-SF1",), "It only waits; the functions it calls have logs"),
    Known("Migrator/waiter-state-machine", ("AwsSolutions-SF2",), "It only waits; there is nothing to trace"),
    Known("Custom::CDKBucketDeployment*", (_FOR_LAMBDA,), _LIBRARY),
    Known("Custom::CDKBucketDeployment*/DefaultPolicy",
          _wild("Action::s3:Abort*", "Action::s3:DeleteObject*", "Action::s3:GetBucket*", "Action::s3:GetObject*",
                "Action::s3:List*", "Resource::<Assets9A31D427.Arn>/*",
                f"Resource::{_AWS}:s3:::cdk-hnb659fds-assets-{{account}}-ap-southeast-1/*"), _LIBRARY),
    Known("Custom::CDKBucketDeployment*", ("AwsSolutions-L1",),
          "The CDK's own function, on the runtime it was tried with"),
    Known("Web/AlternateRole", (f"AwsSolutions-IAM4[{_POLICY}/AmazonECSInfrastructureRolePolicyForLoadBalancers]",),
          "The policy AWS made for ECS to turn the balancer, and for nothing else"),
    Known("Front", ("AwsSolutions-CFR1",), "People travel; who may come in is decided at sign-in, not by country"),
)  # fmt: skip


def explain(stage: Stage, stacks: list[Stack]) -> None:
    """Acknowledge the exceptions."""
    for stack in stacks:
        for construct in stack.node.find_all():
            if CfnResource.is_cfn_resource(construct):
                _explain_one(stage, stack, construct)


def _explain_one(stage: Stage, stack: Stack, construct: IConstruct) -> None:
    path = construct.node.path.removeprefix(f"{stack.node.path}/").removesuffix("/Resource")
    for known in (known for known in EXCEPTIONS if fnmatchcase(path, known.where)):
        for rule in known.rules:
            named = rule.replace("{stage}", stage.name).replace("{account}", stage.account)
            Validations.of(construct).acknowledge(Acknowledgment(id=named, reason=known.reason))
