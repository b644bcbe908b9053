"""The people of the demonstration. All names are made up; addresses end in .example and reach nobody."""

from __future__ import annotations

from dataclasses import dataclass

DOMAIN = "madison88.example"


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up colleague. `teams` are keys of teams they work in; a leading * marks the lead."""

    login: str
    name: str
    role: str
    location: str
    department: str
    title: str
    teams: tuple[str, ...] = ()
    is_vip: bool = False
    locale: str = "en"

    @property
    def email(self) -> str:
        """Return the made-up address."""
        return f"{self.login}@{DOMAIN}"


STAFF: tuple[Person, ...] = (
    Person("admin", "Corazon Villanueva", "system_admin", "ph", "IT", "Head of IT Systems", ("*it_admin",)),
    Person("manager.ph", "Ramon Dela Cruz", "it_manager", "ph", "IT", "IT Service Manager", ("*it_support_ph",)),
    Person("manager.us", "Karen Whitfield", "it_manager", "us", "IT", "IT Manager, Americas", ("*it_support_us",)),
    Person("agent.ph", "Bea Santos", "it_agent", "ph", "IT", "Service Desk Analyst", ("it_support_ph",)),
    Person("agent2.ph", "Jomar Reyes", "it_agent", "ph", "IT", "Service Desk Analyst", ("it_support_ph", "network")),
    Person("agent3.ph", "Lea Mercado", "it_agent", "ph", "IT", "Field Technician", ("it_support_ph",)),
    Person("agent.us", "Derek Olson", "it_agent", "us", "IT", "Support Specialist", ("it_support_us",)),
    Person("agent2.us", "Priya Raman", "it_agent", "us", "IT", "Support Specialist", ("it_support_us", "it_security")),
    Person("agent.id", "Wayan Saputra", "it_agent", "id", "IT", "Support Engineer", ("*it_support_id",)),
    Person("agent2.id", "Sri Lestari", "it_agent", "id", "IT", "Support Engineer", ("it_support_id",)),
    Person("agent.cn", "Chen Jiayi", "it_agent", "cn", "IT", "Support Engineer", ("*it_support_cn",)),
    Person("agent2.cn", "Liu Haoran", "it_agent", "cn", "IT", "Support Engineer", ("it_support_cn", "network")),
    Person("security", "Noel Bautista", "it_agent", "ph", "IT", "Security Analyst", ("*it_security",)),
    Person("accounts", "Grace Uy", "it_agent", "ph", "IT", "Identity Administrator", ("it_admin",)),
    Person("network", "Arturo Lim", "it_agent", "ph", "IT", "Network Engineer", ("*network",)),
)

COLLEAGUES: tuple[Person, ...] = (
    Person("user.ph", "Ana Ramirez", "end_user", "ph", "Merchandising", "Merchandiser"),
    Person("user2.ph", "Miguel Torres", "end_user", "ph", "Costing", "Costing Analyst", locale="fil"),
    Person("user3.ph", "Jasmine Cruz", "end_user", "ph", "Human Resources", "HR Generalist"),
    Person("user4.ph", "Paolo Navarro", "end_user", "ph", "Production Planning", "Planner"),
    Person("user5.ph", "Trisha Gomez", "end_user", "ph", "Finance", "Payables Accountant"),
    Person("user6.ph", "Edwin Salazar", "end_user", "ph", "Quality", "Quality Auditor"),
    Person("cfo", "Victoria Tan", "end_user", "ph", "Executive", "Chief Financial Officer", is_vip=True),
    Person("user.us", "Joe Thompson", "end_user", "us", "Sales", "Account Manager"),
    Person("user2.us", "Emily Carter", "end_user", "us", "Design", "Headwear Designer"),
    Person("user3.us", "Marcus Hill", "end_user", "us", "Logistics", "Import Coordinator"),
    Person("user4.us", "Allison Reed", "end_user", "us", "Marketing", "Brand Manager"),
    Person("ceo", "Robert Madison", "end_user", "us", "Executive", "President", is_vip=True),
    Person("user.id", "Dewi Anggraini", "end_user", "id", "Sampling", "Sample Room Lead"),
    Person("user2.id", "Agus Pratama", "end_user", "id", "Production", "Line Supervisor", locale="id"),
    Person("user3.id", "Rina Wulandari", "end_user", "id", "Compliance", "Compliance Officer"),
    Person("user4.id", "Budi Hartono", "end_user", "id", "Warehouse", "Warehouse Supervisor", locale="id"),
    Person("user.cn", "Wang Xiaolin", "end_user", "cn", "Sourcing", "Yarn Sourcing Manager", locale="zh-Hans"),
    Person("user2.cn", "Zhao Mei", "end_user", "cn", "Quality", "Lab Technician", locale="zh-Hans"),
    Person("user3.cn", "Sun Peng", "end_user", "cn", "Shipping", "Shipping Clerk", locale="zh-Hans"),
    Person("user4.cn", "Huang Lan", "end_user", "cn", "Development", "Product Developer"),
)

EVERYBODY = STAFF + COLLEAGUES
