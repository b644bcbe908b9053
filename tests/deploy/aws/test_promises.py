"""What deploy/aws promises, held against the templates that would be brought out."""

from __future__ import annotations

import json

import pytest

from tests.deploy.aws.templates import STAGES, Templates, listed, says

pytestmark = pytest.mark.slow
BOTH = pytest.mark.parametrize("stage", STAGES)
DATABASES, BUCKETS = "RDS::DBInstance", "S3::Bucket"


def test_every_database_is_private_kept_and_encrypted(templates: Templates) -> None:
    found = templates.of(DATABASES)
    assert len(found) == 3
    for database in found:
        told = says(database)
        assert told["PubliclyAccessible"] is False
        assert told["DeletionProtection"] is True
        assert told["BackupRetentionPeriod"] == 30
        assert told["DeleteAutomatedBackups"] is False
        assert "KmsKeyId" in told
        assert told.get("StorageEncrypted", True) is True
        assert (database["DeletionPolicy"], database["UpdateReplacePolicy"]) == ("Retain", "Retain")


@BOTH
def test_the_database_is_postgresql_18_in_two_zones_with_tls(templates: Templates, stage: str) -> None:
    database = says(templates.one(DATABASES, stage, "data"))
    assert (database["Engine"], database["EngineVersion"].split(".")[0]) == ("postgres", "18")
    assert database["MultiAZ"] is True
    assert database["StorageEncrypted"] is True
    parameters = says(templates.one("RDS::DBParameterGroup", stage, "data"))["Parameters"]
    assert parameters["rds.force_ssl"] == "1"


def test_production_has_a_replica_in_another_region(templates: Templates) -> None:
    replica = says(templates.one(DATABASES, "production", "replica"))
    primary = says(templates.one(DATABASES, "production", "data"))
    source = f"arn:aws:rds:ap-southeast-1:222222222222:db:{primary['DBInstanceIdentifier']}"
    assert replica["SourceDBInstanceIdentifier"] == source
    assert replica["SourceRegion"] == "ap-southeast-1"


@BOTH
def test_databases_and_cache_stand_where_nothing_comes_in_from_outside(templates: Templates, stage: str) -> None:
    for subnets in (*templates.of("RDS::DBSubnetGroup", stage), *templates.of("ElastiCache::SubnetGroup", stage)):
        assert "dataSubnet" in json.dumps(says(subnets)["SubnetIds"])
    for group in templates.of("EC2::SecurityGroup"):
        assert "0.0.0.0/0" not in json.dumps(says(group).get("SecurityGroupIngress", []))
    for rule in templates.of("EC2::SecurityGroupIngress"):
        assert "CidrIp" not in says(rule)
        assert "SourceSecurityGroupId" in says(rule)


@BOTH
def test_the_cache_is_a_cluster_with_tls_and_a_password(templates: Templates, stage: str) -> None:
    cache = says(templates.one("ElastiCache::ReplicationGroup", stage))
    assert cache["ClusterMode"] == "enabled"
    assert cache["TransitEncryptionMode"] == "required"
    assert all(cache[name] for name in ("TransitEncryptionEnabled", "AtRestEncryptionEnabled", "MultiAZEnabled"))
    assert cache["AutomaticFailoverEnabled"] is True
    assert "{{resolve:secretsmanager:" in json.dumps(cache["AuthToken"])


def test_every_bucket_is_private_encrypted_versioned_and_over_tls(templates: Templates) -> None:
    buckets = templates.of(BUCKETS)
    assert len(buckets) == 2 * 5 + 3
    for bucket in buckets:
        told = says(bucket)
        assert set(told["PublicAccessBlockConfiguration"].values()) == {True}
        assert told["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert told["VersioningConfiguration"] == {"Status": "Enabled"}
        assert bucket["DeletionPolicy"] == "Retain"
        is_log = "-logs" in told["BucketName"]
        assert is_log or "LoggingConfiguration" in told, told["BucketName"]
    policies = [json.dumps(says(policy)) for policy in templates.of("S3::BucketPolicy")]
    assert len(policies) == len(buckets)
    assert all('"aws:SecureTransport": "false"' in policy for policy in policies)


@BOTH
def test_anchors_cannot_be_changed_as_long_as_entries_are_kept(templates: Templates, stage: str) -> None:
    anchors = [says(b) for b in templates.of(BUCKETS, stage) if "-anchors" in says(b)["BucketName"]]
    assert len(anchors) == (2 if stage == "production" else 1)
    for bucket in anchors:
        retention = bucket["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
        assert bucket["ObjectLockEnabled"] is True
        assert retention == {"Days": 731, "Mode": "COMPLIANCE" if stage == "production" else "GOVERNANCE"}


def test_files_and_anchors_are_copied_to_the_other_region(templates: Templates) -> None:
    copied = [says(bucket) for bucket in templates.of(BUCKETS, "production", "data")]
    assert len(copied) == 2
    for bucket in copied:
        (rule,) = bucket["ReplicationConfiguration"]["Rules"]
        assert rule["Status"] == "Enabled"
        assert "-copy-" in json.dumps(rule["Destination"]["Bucket"])
        assert rule.get("DeleteMarkerReplication", {"Status": "Disabled"}) == {"Status": "Disabled"}


def test_secrets_are_made_by_aws_and_in_no_template(templates: Templates) -> None:
    secrets = templates.of("SecretsManager::Secret")
    assert len(secrets) == 2 * 5
    for secret in secrets:
        assert "SecretString" not in says(secret)
        assert says(secret)["GenerateSecretString"]["PasswordLength"] >= 64
        assert "KmsKeyId" in says(secret)
        assert secret["DeletionPolicy"] == "Retain"


def test_keys_turn_and_outlive_their_stacks(templates: Templates) -> None:
    keys = templates.of("KMS::Key")
    assert len(keys) == 3
    assert all(says(key)["EnableKeyRotation"] is True and key["DeletionPolicy"] == "Retain" for key in keys)


@BOTH
def test_the_trail_sees_every_region_and_is_signed(templates: Templates, stage: str) -> None:
    trail = says(templates.one("CloudTrail::Trail", stage))
    assert trail["IsMultiRegionTrail"] is True
    assert trail["EnableLogFileValidation"] is True
    assert "KMSKeyId" in trail
    assert f"itsm-{stage}-anchors" in json.dumps(trail["EventSelectors"])


@BOTH
def test_whoever_comes_in_meets_firewall_tls_and_a_private_balancer(templates: Templates, stage: str) -> None:
    front = says(templates.one("CloudFront::Distribution", stage))["DistributionConfig"]
    assert front["WebACLId"]
    assert front["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    behaviours = [front["DefaultCacheBehavior"], *front["CacheBehaviors"]]
    assert {behaviour["ViewerProtocolPolicy"] for behaviour in behaviours} == {"redirect-to-https"}
    assert [behaviour["PathPattern"] for behaviour in front["CacheBehaviors"]] == ["/assets/*"]
    assert says(templates.one("ElasticLoadBalancingV2::LoadBalancer", stage))["Scheme"] == "internal"
    listener = says(templates.one("ElasticLoadBalancingV2::Listener", stage))
    assert (listener["Protocol"], listener["DefaultActions"][0]["Type"]) == ("HTTPS", "fixed-response")
    rules = {rule["Name"] for rule in says(templates.one("WAFv2::WebACL", stage))["Rules"]}
    assert {"SignIns", "Requests", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesSQLiRuleSet"} <= rules


def test_no_role_may_do_everything(templates: Templates) -> None:
    statements = [(name, s) for name, s in templates.statements() if s["Effect"] == "Allow"]
    assert statements
    for name, statement in statements:
        actions = listed(statement["Action"])
        assert not {"*", "s3:*", "kms:*", "ecs:*", "iam:*", "secretsmanager:*"} & set(actions), name
        if listed(statement["Resource"]) == ["*"]:
            assert actions == ["ecr:GetAuthorizationToken"], f"{name}: {actions}"


@BOTH
def test_the_desk_may_write_anchors_and_remove_none(templates: Templates, stage: str) -> None:
    roles = [(name, s) for name, s in templates.statements() if f"{stage}-desk" in name and "TaskTaskRole" in name]
    assert len({name for name, _ in roles}) == 3
    on_anchors = [s for _, s in roles if "-anchors-" in json.dumps(s["Resource"])]
    allowed = {action for statement in on_anchors for action in listed(statement["Action"])}
    assert allowed == {"s3:GetObject", "s3:PutObject"}
    assert not any("BypassGovernance" in json.dumps(s) for _, s in roles)
